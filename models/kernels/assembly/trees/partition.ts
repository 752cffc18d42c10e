import { takeRows, thread } from '../lib/rows';
import { word } from '../lib/vector';

/** Rows of a chunk at most. */
const chunkRows: usize = 2048;

// A split that has been chosen, as ../../trees/training.ts writes it: the node's rows; where the feature's bins begin, and how far one row's
// lies from the next's; the last bin that goes left. It receives how many rows have gone to either side.
const chosenBytes: usize = 64;
const chosenStart = 0;
const chosenRows = 4;
const chosenBins = 8;
const chosenWidth = 12;
const chosenBin = 16;
const chosenMissing = 20; // the bin that goes left although it is larger, −1 for none
const chosenLeft = 24;
const chosenRight = 28;

/**
 * Moves the rows of split nodes, their numbers and derivatives, to other arrays: those that go left to the beginning of the node's
 * range, the others to its end. Chunks of 2,048 rows at most: node, first row, number of rows. Their order within a side depends on which thread is
 * first; nothing that comes of it does, as sums are of integers.
 * `scratch` is, for each thread, room for twice a chunk, 12 bytes a row.
 */
export function partition(
  counter: usize,
  chunks: i32,
  chunkTable: usize,
  chosen: usize,
  numbers: usize,
  rounded: usize,
  toNumbers: usize,
  toRounded: usize,
  scratch: usize,
): void {
  const leftNumbers = scratch + 24 * chunkRows * <usize>thread;
  const rightNumbers = leftNumbers + 4 * chunkRows;
  const leftRounded = rightNumbers + 4 * chunkRows;
  const rightRounded = leftRounded + 8 * chunkRows;
  for (let chunk = takeRows(counter, 1); chunk < chunks; chunk = takeRows(counter, 1)) {
    const entry = chunkTable + 12 * <usize>chunk;
    const split = chosen + chosenBytes * <usize>load<i32>(entry);
    const first = <usize>load<i32>(entry, 4);
    const count = <usize>load<i32>(entry, 8);
    const bins = <usize>load<i32>(split, chosenBins);
    const width = <usize>load<i32>(split, chosenWidth);
    const last = load<i32>(split, chosenBin);
    const missing = load<i32>(split, chosenMissing);
    let lefts: usize = 0;
    for (let i: usize = 0; i < count; i++) {
      const row = load<i32>(numbers + 4 * (first + i));
      const pair = load<i64>(rounded + 8 * (first + i));
      const bin = <i32>load<u8>(bins + <usize>row * width);
      store<i32>(leftNumbers + 4 * lefts, row);
      store<i64>(leftRounded + 8 * lefts, pair);
      store<i32>(rightNumbers + 4 * (i - lefts), row);
      store<i64>(rightRounded + 8 * (i - lefts), pair);
      lefts += <usize>(i32(bin <= last) | i32(bin == missing));
    }
    const rights = count - lefts;
    const start = load<i32>(split, chosenStart);
    const left = <usize>(start + atomic.add<i32>(split, <i32>lefts, chosenLeft));
    const right = <usize>(start + load<i32>(split, chosenRows) - atomic.add<i32>(split, <i32>rights, chosenRight)) - rights;
    memory.copy(toNumbers + 4 * left, leftNumbers, 4 * lefts);
    memory.copy(toRounded + 8 * left, leftRounded, 8 * lefts);
    memory.copy(toNumbers + 4 * right, rightNumbers, 4 * rights);
    memory.copy(toRounded + 8 * right, rightRounded, 8 * rights);
  }
}

/** Adds to the scores of each leaf's rows its value. Leaves: address of the rows' numbers, how many, the value, 16 bytes each. */
export function addLeaves(counter: usize, leaves: i32, table: usize, scores: usize): void {
  for (let leaf = takeRows(counter, 1); leaf < leaves; leaf = takeRows(counter, 1)) {
    const entry = table + 16 * <usize>leaf;
    const numbers = <usize>load<i32>(entry);
    const count = load<i32>(entry, 4);
    const value = load<f32>(entry, 8);
    for (let i = 0; i < count; i++) {
      const score = word(scores, load<i32>(word(numbers, i)));
      store<f32>(score, load<f32>(score) + value);
    }
  }
}
