// Gradients become updates of rows of weights, all of one stride in bytes: all rows, or those that `ids` names where it is not 0.
// Where `places` is not 0, the gradient of row i is the sum of those in its group: see gather.ts.
import { touch } from '../lib/lines';
import { takeNear, thread } from '../lib/rows';
import { word } from '../lib/vector';
import { sumGroup } from './gather';

const block = 16;
/** Rows of a table lie anywhere in it: so many at once, a power of 2, are touched before their turn, and the waits for them are one. */
const ahead = 8;

@inline
function touchAhead(ids: usize, row: i32, rows: i32, stride: usize, weights: usize, first: usize, second: usize): i32 {
  if (!ids || (row & (ahead - 1)) > 0) return 0;
  let words = 0;
  for (let next = row + ahead; next < min(row + 2 * ahead, rows); next++) {
    const start = <usize>load<i32>(word(ids, next)) * stride;
    words ^= touch(weights + start, stride) ^ touch(second + start, stride);
    if (first) words ^= touch(first + start, stride);
  }
  return words;
}

@inline
function gradientOf(row: i32, gradients: usize, stride: usize, offsets: usize, places: usize, sum: usize): usize {
  if (!places) return gradients + <usize>row * stride;
  const from = load<i32>(word(offsets, row));
  const to = load<i32>(word(offsets, row + 1));
  if (to - from == 1) return gradients + <usize>load<i32>(word(places, from)) * stride;
  sumGroup(sum, gradients, stride, places, from, to);
  return sum;
}

/** Adagrad with momentum: a += g²; m = momentum · m − rate · g / √(a + epsilon); w += m. `momenta` may be 0: then there is none. */
export function adagradRows(
  counter: usize,
  rows: i32,
  stride: usize,
  ids: usize,
  weights: usize,
  squares: usize,
  momenta: usize,
  gradients: usize,
  offsets: usize,
  places: usize,
  scratch: usize,
  scratchBytes: usize,
  rate: f32,
  scale: f32,
  momentum: f32,
  epsilon: f32,
): void {
  const sum = scratch + <usize>thread * scratchBytes;
  let touched = 0;
  for (let first = takeNear(counter, block, rows); first < rows; first = takeNear(counter, block, rows))
    for (let row = first; row < min(first + block, rows); row++) {
      touched ^= touchAhead(ids, row, rows, stride, weights, momenta, squares);
      const gradient = gradientOf(row, gradients, stride, offsets, places, sum);
      const start = <usize>(ids ? load<i32>(word(ids, row)) : row) * stride;
      for (let at: usize = 0; at < stride; at += 16) {
        const g = f32x4.mul(v128.load(gradient + at), f32x4.splat(scale));
        const square = f32x4.add(v128.load(squares + start + at), f32x4.mul(g, g));
        v128.store(squares + start + at, square);
        let step = f32x4.div(f32x4.mul(g, f32x4.splat(-rate)), f32x4.sqrt(f32x4.add(square, f32x4.splat(epsilon))));
        if (momenta) {
          step = f32x4.add(f32x4.mul(v128.load(momenta + start + at), f32x4.splat(momentum)), step);
          v128.store(momenta + start + at, step);
        }
        v128.store(weights + start + at, f32x4.add(v128.load(weights + start + at), step));
      }
    }
  store<i32>(sum, touched);
}

/**
 * Adam: m = beta1 · m + (1 − beta1) · g; v = beta2 · v + (1 − beta2) · g²; w −= rate · m / (√(v · correction) + epsilon), where
 * `rate` is the learning rate / (1 − beta1ᵗ) and `correction` 1 / (1 − beta2ᵗ).
 */
export function adamRows(
  counter: usize,
  rows: i32,
  stride: usize,
  ids: usize,
  weights: usize,
  means: usize,
  squares: usize,
  gradients: usize,
  offsets: usize,
  places: usize,
  scratch: usize,
  scratchBytes: usize,
  rate: f32,
  scale: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  correction: f32,
): void {
  const sum = scratch + <usize>thread * scratchBytes;
  let touched = 0;
  for (let first = takeNear(counter, block, rows); first < rows; first = takeNear(counter, block, rows))
    for (let row = first; row < min(first + block, rows); row++) {
      touched ^= touchAhead(ids, row, rows, stride, weights, means, squares);
      const gradient = gradientOf(row, gradients, stride, offsets, places, sum);
      const start = <usize>(ids ? load<i32>(word(ids, row)) : row) * stride;
      for (let at: usize = 0; at < stride; at += 16) {
        const g = f32x4.mul(v128.load(gradient + at), f32x4.splat(scale));
        const mean = f32x4.add(f32x4.mul(v128.load(means + start + at), f32x4.splat(beta1)), f32x4.mul(g, f32x4.splat(1 - beta1)));
        v128.store(means + start + at, mean);
        const square = f32x4.add(
          f32x4.mul(v128.load(squares + start + at), f32x4.splat(beta2)),
          f32x4.mul(f32x4.mul(g, g), f32x4.splat(1 - beta2)),
        );
        v128.store(squares + start + at, square);
        const root = f32x4.add(f32x4.sqrt(f32x4.mul(square, f32x4.splat(correction))), f32x4.splat(epsilon));
        const step = f32x4.div(f32x4.mul(mean, f32x4.splat(rate)), root);
        v128.store(weights + start + at, f32x4.sub(v128.load(weights + start + at), step));
      }
    }
  store<i32>(sum, touched);
}
