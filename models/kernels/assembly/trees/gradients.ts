import { takeRows } from '../lib/rows';
import { word } from '../lib/vector';

/** Rows that a thread takes at once. */
const block = 4096;

/** The largest magnitudes of first and second derivatives, which lie side by side for each row: two floats into `most`. */
export function largest(gradients: usize, rows: i32, most: usize): void {
  let all = f32x4.splat(0);
  let at = gradients;
  for (const end = gradients + 8 * <usize>(rows & ~1); at < end; at += 16)
    all = f32x4.max(all, f32x4.abs(v128.load(at)));
  if (rows & 1) all = f32x4.max(all, f32x4.abs(v128.load64_zero(at)));
  store<f32>(most, max(f32x4.extract_lane(all, 0), f32x4.extract_lane(all, 2)));
  store<f32>(most, max(f32x4.extract_lane(all, 1), f32x4.extract_lane(all, 3)), 4);
}

/**
 * Rounds derivatives times their scales to integers, numbers the rows, and adds the integers to `totals`, two of 64 bits. Sums of
 * integers are the same in any order, and so on any number of threads.
 */
export function roundGradients(
  counter: usize,
  gradients: usize,
  rows: i32,
  firstScale: f32,
  secondScale: f32,
  rounded: usize,
  numbers: usize,
  totals: usize,
): void {
  for (let start = takeRows(counter, block); start < rows; start = takeRows(counter, block)) {
    let sum = i64x2.splat(0);
    for (let row = start; row < min(start + block, rows); row++) {
      const at: usize = 8 * <usize>row;
      const first = <i32>nearest(load<f32>(gradients + at) * firstScale);
      const second = <i32>nearest(load<f32>(gradients + at, 4) * secondScale);
      store<i32>(rounded + at, first);
      store<i32>(rounded + at, second, 4);
      store<i32>(word(numbers, row), row);
      sum = i64x2.add(sum, i64x2(first, second));
    }
    atomic.add<i64>(totals, i64x2.extract_lane(sum, 0));
    atomic.add<i64>(totals, i64x2.extract_lane(sum, 1), 8);
  }
}
