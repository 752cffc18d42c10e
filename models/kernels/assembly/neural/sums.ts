// Sums over a matrix's rows, columns and entries, each in a fixed order. Strides are in bytes, padding is zero.
import { takeNear } from '../lib/rows';
import { dot, word } from '../lib/vector';

/** Columns that a thread takes at once: four cache lines. */
const block = 64;

/** out (+)= the sum of the rows. */
export function columnSums(counter: usize, out: usize, a: usize, stride: usize, rows: i32, add: bool): void {
  const columns = <i32>(stride >> 2);
  for (let first = takeNear(counter, block, columns); first < columns; first = takeNear(counter, block, columns)) {
    const end = <usize>min(first + block, columns) << 2;
    let from = <usize>first << 2;
    if (!add) memory.fill(out + from, 0, end - from);
    for (let row = 0; row < rows; row++) {
      const line = a + <usize>row * stride;
      for (let at = from; at < end; at += 16) v128.store(out + at, f32x4.add(v128.load(out + at), v128.load(line + at)));
    }
  }
}

/** The product of each row of a with the same row of b. */
export function rowDots(counter: usize, out: usize, a: usize, aStride: usize, b: usize, bStride: usize, rows: i32): void {
  const floats = <i32>(min(aStride, bStride) >> 2);
  for (let first = takeNear(counter, block, rows); first < rows; first = takeNear(counter, block, rows))
    for (let row = first; row < min(first + block, rows); row++)
      store<f32>(word(out, row), dot(a + <usize>row * aStride, b + <usize>row * bStride, floats));
}

/** The sum of all squares, in doubles. */
export function squaredNorm(a: usize, bytes: usize): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(a + at);
    const squares = f32x4.mul(x, x);
    low = f64x2.add(low, f64x2.promote_low_f32x4(squares));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f64>(squares, squares, 1, 1)));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
