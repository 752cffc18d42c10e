// Layer normalization (Ba, Kiros & Hinton 2016). `weights` are two rows: gain over shift. Rows take `stride` bytes.
import { takeRows } from '../lib/rows';
import { sumLanes, word } from '../lib/vector';

/** Rows, and columns, that a thread takes at once. */
const block = 32;

/** All ones where a vector of four that starts at a column has columns, zeros behind the last. */
@inline
function within(column: i32, columns: i32): v128 {
  return i32x4.lt_s(i32x4.add(i32x4.splat(column), i32x4(0, 1, 2, 3)), i32x4.splat(columns));
}

/**
 * out = normal · gain + shift, where `normal` is each row less its mean, times a factor that is kept for each row in `factors`:
 * 1 / √(variance + epsilon).
 */
export function layerNorm(
  counter: usize,
  out: usize,
  matrix: usize,
  rows: i32,
  columns: i32,
  stride: usize,
  weights: usize,
  epsilon: f32,
  normal: usize,
  factors: usize,
): void {
  const floats = <i32>(stride >> 2);
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++) {
      const from = matrix + <usize>row * stride;
      const kept = normal + <usize>row * stride;
      const to = out + <usize>row * stride;
      let sum = f32x4.splat(0);
      for (let at = 0; at < floats; at += 4) sum = f32x4.add(sum, v128.load(word(from, at)));
      const mean = f32x4.splat(sumLanes(sum) / <f32>columns);
      let squares = f32x4.splat(0);
      for (let at = 0; at < floats; at += 4) {
        const deviation = v128.and(f32x4.sub(v128.load(word(from, at)), mean), within(at, columns));
        squares = f32x4.add(squares, f32x4.mul(deviation, deviation));
        v128.store(word(kept, at), deviation);
      }
      const factor = <f32>1 / Mathf.sqrt(sumLanes(squares) / <f32>columns + epsilon);
      store<f32>(word(factors, row), factor);
      for (let at = 0; at < floats; at += 4) {
        const value = f32x4.mul(v128.load(word(kept, at)), f32x4.splat(factor));
        v128.store(word(kept, at), value);
        const gained = f32x4.mul(value, v128.load(word(weights, at)));
        v128.store(word(to, at), f32x4.add(gained, v128.load(word(weights + stride, at))));
      }
    }
}

/** Gradients of what went into {@link layerNorm}, from those of what came out; added to what `out` holds where `add`. */
export function layerNormGradient(
  counter: usize,
  out: usize,
  gradients: usize,
  rows: i32,
  columns: i32,
  stride: usize,
  weights: usize,
  normal: usize,
  factors: usize,
  add: bool,
): void {
  const floats = <i32>(stride >> 2);
  const share = <f32>1 / <f32>columns;
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++) {
      const from = gradients + <usize>row * stride;
      const kept = normal + <usize>row * stride;
      const to = out + <usize>row * stride;
      let sum = f32x4.splat(0);
      let products = f32x4.splat(0);
      for (let at = 0; at < floats; at += 4) {
        const gradient = f32x4.mul(v128.load(word(from, at)), v128.load(word(weights, at)));
        sum = f32x4.add(sum, gradient);
        products = f32x4.add(products, f32x4.mul(gradient, v128.load(word(kept, at))));
      }
      const mean = f32x4.splat(sumLanes(sum) * share);
      const along = f32x4.splat(sumLanes(products) * share);
      const factor = v128.load32_splat(word(factors, row));
      for (let at = 0; at < floats; at += 4) {
        const gradient = f32x4.mul(v128.load(word(from, at)), v128.load(word(weights, at)));
        const rest = f32x4.sub(f32x4.sub(gradient, mean), f32x4.mul(along, v128.load(word(kept, at))));
        const value = v128.and(f32x4.mul(factor, rest), within(at, columns));
        v128.store(word(to, at), add ? f32x4.add(v128.load(word(to, at)), value) : value);
      }
    }
}

/** Gradients of gain over shift: sums over the rows, in their order. */
export function layerNormSums(
  counter: usize,
  out: usize,
  gradients: usize,
  rows: i32,
  stride: usize,
  normal: usize,
): void {
  const floats = <i32>(stride >> 2);
  for (let first = takeRows(counter, block); first < floats; first = takeRows(counter, block))
    for (let at = first; at < min(first + block, floats); at += 4) {
      let gain = f32x4.splat(0);
      let shift = f32x4.splat(0);
      for (let row = 0; row < rows; row++) {
        const gradient = v128.load(word(gradients + <usize>row * stride, at));
        gain = f32x4.add(gain, f32x4.mul(gradient, v128.load(word(normal + <usize>row * stride, at))));
        shift = f32x4.add(shift, gradient);
      }
      v128.store(word(out, at), gain);
      v128.store(word(out + stride, at), shift);
    }
}
