import { mix } from '../lib/draw';
import { takeRows } from '../lib/rows';

const block = 8;

/** `mix` of a hash and four values. */
@inline
function mix4(hash: v128, values: v128): v128 {
  let h = v128.xor(hash, i32x4.mul(values, i32x4.splat(<i32>0x9e3779b1)));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(<i32>0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(<i32>0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}

/** Multiplies entries by `kept` whose draw is at least `least`, others by 0. A draw is a function of key, row and column. */
export function dropout(counter: usize, matrix: usize, stride: usize, rows: i32, least: u32, kept: f32, key: u32): void {
  const factor = f32x4.splat(kept);
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
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
