import { takeRows } from '../lib/rows';
import { word } from '../lib/vector';

/** Rows that a thread takes at once. */
const block = 8;

/**
 * Row r of `out` = Σ weight · row id of `table`, over the ids and weights from offsets[r] to offsets[r + 1], in their order. Rows of
 * both take `stride` bytes.
 */
export function bagRows(
  counter: usize,
  out: usize,
  rows: i32,
  stride: usize,
  table: usize,
  offsets: usize,
  ids: usize,
  weights: usize,
): void {
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++) {
      const start = load<i32>(word(offsets, row));
      const end = load<i32>(word(offsets, row), 4);
      const sum = out + <usize>row * stride;
      // A cache line at a time, its sums kept in registers.
      for (let at: usize = 0; at < stride; at += 64) {
        let a = f32x4.splat(0);
        let b = a;
        let c = a;
        let d = a;
        for (let entry = start; entry < end; entry++) {
          const weight = v128.load32_splat(word(weights, entry));
          const line = table + <usize>load<i32>(word(ids, entry)) * stride + at;
          a = f32x4.add(a, f32x4.mul(weight, v128.load(line)));
          b = f32x4.add(b, f32x4.mul(weight, v128.load(line, 16)));
          c = f32x4.add(c, f32x4.mul(weight, v128.load(line, 32)));
          d = f32x4.add(d, f32x4.mul(weight, v128.load(line, 48)));
        }
        v128.store(sum + at, a);
        v128.store(sum + at, b, 16);
        v128.store(sum + at, c, 32);
        v128.store(sum + at, d, 48);
      }
    }
}
