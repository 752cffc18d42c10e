import { takeRows } from '../lib/rows';
import { word } from '../lib/vector';

/** Rows that a thread takes at once. */
const block = 64;

/** Rows of `matrix`, each times its factor: put into `out`, or added to it. Rows take `stride` bytes. */
export function timesRows(
  counter: usize,
  out: usize,
  matrix: usize,
  rows: i32,
  stride: usize,
  factors: usize,
  add: bool,
): void {
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++) {
      const factor = v128.load32_splat(word(factors, row));
      const start = <usize>row * stride;
      for (let at = start; at < start + stride; at += 16) {
        const value = f32x4.mul(v128.load(matrix + at), factor);
        v128.store(out + at, add ? f32x4.add(v128.load(out + at), value) : value);
      }
    }
}
