// Sums and multiples of matrices, entry by entry. Strides are in bytes; rows are taken with their padding, which stays zero.
import { takeNear } from '../lib/rows';

const block = 4;

/** Adds a row to each row. */
export function addRow(counter: usize, out: usize, stride: usize, rows: i32, row: usize): void {
  for (let first = takeNear(counter, block, rows); first < rows; first = takeNear(counter, block, rows))
    for (let at = first; at < min(first + block, rows); at++) addTo(out + <usize>at * stride, row, stride);
}

/** out += a, both of a stride. */
export function addMatrix(counter: usize, out: usize, a: usize, stride: usize, rows: i32): void {
  for (let first = takeNear(counter, block, rows); first < rows; first = takeNear(counter, block, rows)) {
    const count = min(block, rows - first);
    addTo(out + <usize>first * stride, a + <usize>first * stride, <usize>count * stride);
  }
}

/** matrix ·= factor. */
export function scaleMatrix(counter: usize, matrix: usize, stride: usize, rows: i32, factor: f32): void {
  const by = f32x4.splat(factor);
  for (let first = takeNear(counter, block, rows); first < rows; first = takeNear(counter, block, rows)) {
    const end = matrix + <usize>min(first + block, rows) * stride;
    for (let at = matrix + <usize>first * stride; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), by));
  }
}

@inline
function addTo(out: usize, a: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(out + at, f32x4.add(v128.load(out + at), v128.load(a + at)));
}
