import { takeRows } from '../lib/rows';
import { dot, word } from '../lib/vector';

/** Rows that a thread takes at once. */
const block = 32;

/** Keeps the length of a row of zeros from being divided by. */
const tiny: f32 = 1e-12;

/** Makes each row x of a matrix x · length / √(x · x + tiny), and keeps the factor in `factors`. Rows take `stride` bytes. */
export function normalizeRows(counter: usize, matrix: usize, rows: i32, stride: usize, length: f32, factors: usize): void {
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++) {
      const start = matrix + <usize>row * stride;
      const factor = length / Mathf.sqrt(dot(start, start, <i32>(stride >> 2)) + tiny);
      store<f32>(word(factors, row), factor);
      for (let at: usize = 0; at < stride; at += 16)
        v128.store(start + at, f32x4.mul(f32x4.splat(factor), v128.load(start + at)));
    }
}

/**
 * Gradients of what went into {@link normalizeRows}, in place of those g of what came out, y: factor · (g − y (y · g) / length²).
 */
export function normalizeRowsGradient(
  counter: usize,
  gradients: usize,
  rows: i32,
  stride: usize,
  length: f32,
  factors: usize,
  outputs: usize,
): void {
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++) {
      const gradient = gradients + <usize>row * stride;
      const output = outputs + <usize>row * stride;
      const along = f32x4.splat(dot(gradient, output, <i32>(stride >> 2)) / (length * length));
      const factor = v128.load32_splat(word(factors, row));
      for (let at: usize = 0; at < stride; at += 16)
        v128.store(
          gradient + at,
          f32x4.mul(factor, f32x4.sub(v128.load(gradient + at), f32x4.mul(along, v128.load(output + at)))),
        );
    }
}
