import { takeRows } from '../lib/rows';

/** Rows that a thread takes at once. */
const block = 64;

/** out = a ∘ b, entry by entry; `stepB` is the stride, or 0 where b is one row for all. Rows take `stride` bytes. */
export function product(counter: usize, out: usize, rows: i32, stride: usize, a: usize, b: usize, stepB: usize): void {
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++) {
      const from = <usize>row * stride;
      const other = b + <usize>row * stepB;
      for (let at: usize = 0; at < stride; at += 16)
        v128.store(out + from + at, f32x4.mul(v128.load(a + from + at), v128.load(other + at)));
    }
}
