// A product of many terms, done by shares of its terms.
import { takeNear, thread } from '../lib/rows';
import { depth, mostColumns } from './gemm-depth';
import { multiply } from './gemm-multiply';
import { packColumns } from './gemm-pack';
import { tileColumns, tileRows } from './gemm-tile';

/**
 * The parts of a · b that `gemm` would add to one another, m rows each, one behind the other in `parts`. A thread's share is terms:
 * rows of b, or of the table that `ids` number.
 */
export function gemmParts(
  counter: usize,
  parts: usize,
  stride: usize,
  m: i32,
  n: i32,
  terms: i32,
  a: usize,
  aStride: usize,
  b: usize,
  bStride: usize,
  ids: usize,
  scratch: usize,
  scratchBytes: usize,
): void {
  const packed = scratch + <usize>thread * scratchBytes;
  const across = (n + mostColumns - 1) / mostColumns;
  const tasks = ((terms + depth - 1) / depth) * across;
  for (let task = takeNear(counter, 1, tasks); task < tasks; task = takeNear(counter, 1, tasks)) {
    const part = task / across;
    const term = part * depth;
    const count = min(depth, terms - term);
    const column = (task % across) * mostColumns;
    const columns = min(mostColumns, n - column);
    packColumns(packed, b, bStride, ids, term, count, column, columns, tileColumns);
    const to = parts + <usize>(part * m) * stride + (<usize>column << 2);
    multiply<f32>(to, stride, m, columns, count, a + (<usize>term << 2), tileRows * aStride, aStride, packed, false);
  }
}

/** out (+)= the sum of the parts, in their order. */
export function sumParts(counter: usize, out: usize, stride: usize, rows: i32, parts: usize, count: i32, add: bool): void {
  for (let row = takeNear(counter, 1, rows); row < rows; row = takeNear(counter, 1, rows)) {
    const to = out + <usize>row * stride;
    for (let at: usize = 0; at < stride; at += 16) {
      const first = parts + <usize>row * stride + at;
      let sum = v128.load(first);
      if (add) sum = f32x4.add(v128.load(to + at), sum);
      for (let part = 1; part < count; part++) sum = f32x4.add(sum, v128.load(first + <usize>(part * rows) * stride));
      v128.store(to + at, sum);
    }
  }
}
