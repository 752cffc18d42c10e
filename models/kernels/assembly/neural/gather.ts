// Rows of a table of embeddings by their numbers, and sums of the gradients of those that occur more than once.
import { takeNear } from '../lib/rows';
import { word } from '../lib/vector';

const block = 16;

/** Copies the rows with these numbers. */
export function gatherRows(counter: usize, out: usize, table: usize, stride: usize, ids: usize, rows: i32): void {
  for (let first = takeNear(counter, block, rows); first < rows; first = takeNear(counter, block, rows))
    for (let row = first; row < min(first + block, rows); row++)
      memory.copy(out + <usize>row * stride, table + <usize>load<i32>(word(ids, row)) * stride, stride);
}

/** Each row of `out` is the sum of the gradients' rows in its group, `places` from its offset on, in their order. */
export function sumRows(
  counter: usize,
  out: usize,
  gradients: usize,
  stride: usize,
  offsets: usize,
  places: usize,
  rows: i32,
): void {
  for (let first = takeNear(counter, block, rows); first < rows; first = takeNear(counter, block, rows))
    for (let row = first; row < min(first + block, rows); row++)
      sumGroup(out + <usize>row * stride, gradients, stride, places, load<i32>(word(offsets, row)), load<i32>(word(offsets, row + 1)));
}

/** The sum of the gradients' rows in places `from … to`, of which there is at least one. */
@inline
export function sumGroup(out: usize, gradients: usize, stride: usize, places: usize, from: i32, to: i32): void {
  memory.copy(out, gradients + <usize>load<i32>(word(places, from)) * stride, stride);
  for (let place = from + 1; place < to; place++) {
    const row = gradients + <usize>load<i32>(word(places, place)) * stride;
    for (let at: usize = 0; at < stride; at += 16) v128.store(out + at, f32x4.add(v128.load(out + at), v128.load(row + at)));
  }
}
