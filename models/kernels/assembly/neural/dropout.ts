import { mix } from '../lib/draw';
import { mix4 } from '../lib/draw4';
import { takeNear } from '../lib/rows';

const block = 8;

/** Multiplies entries by `kept` whose draw is at least `least`, others by 0. A draw is a function of key, row and column. */
export function dropout(counter: usize, matrix: usize, stride: usize, rows: i32, least: u32, kept: f32, key: u32): void {
  const factor = f32x4.splat(kept);
  for (let first = takeNear(counter, block, rows); first < rows; first = takeNear(counter, block, rows))
    for (let row = first; row < min(first + block, rows); row++) {
      const hash = i32x4.splat(<i32>mix(key, row));
      let columns = i32x4(0, 1, 2, 3);
      const end = matrix + <usize>(row + 1) * stride;
      for (let at = matrix + <usize>row * stride; at < end; at += 16) {
        const isKept = i32x4.ge_u(mix4(hash, columns), i32x4.splat(<i32>least));
        v128.store(at, v128.and(f32x4.mul(v128.load(at), factor), isKept));
        columns = i32x4.add(columns, i32x4.splat(4));
      }
    }
}

/** The same of `matrix`, put into `out` or added to it. */
export function dropped(
  counter: usize,
  out: usize,
  matrix: usize,
  stride: usize,
  rows: i32,
  least: u32,
  kept: f32,
  key: u32,
  add: bool,
): void {
  const factor = f32x4.splat(kept);
  for (let first = takeNear(counter, block, rows); first < rows; first = takeNear(counter, block, rows))
    for (let row = first; row < min(first + block, rows); row++) {
      const hash = i32x4.splat(<i32>mix(key, row));
      let columns = i32x4(0, 1, 2, 3);
      const end = <usize>(row + 1) * stride;
      for (let at = <usize>row * stride; at < end; at += 16) {
        const isKept = i32x4.ge_u(mix4(hash, columns), i32x4.splat(<i32>least));
        const value = v128.and(f32x4.mul(v128.load(matrix + at), factor), isKept);
        v128.store(out + at, add ? f32x4.add(v128.load(out + at), value) : value);
        columns = i32x4.add(columns, i32x4.splat(4));
      }
    }
}
