import { takeRows } from '../lib/rows';
import { sumLanes, word } from '../lib/vector';
import { exp4 } from './exp';

const block = 2;

/**
 * Of each row of scores the loss −ln softmax of its target column, and in the scores' place their gradient times `scale`.
 * Where `offsets` is not 0, it is first subtracted from the columns; where `items` is not 0, other columns with the target
 * column's item are left out.
 */
export function softmaxCrossEntropy(
  counter: usize,
  scores: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  targets: usize,
  offsets: usize,
  items: usize,
  scale: f32,
  losses: usize,
): void {
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++) {
      const line = scores + <usize>row * stride;
      const target = load<i32>(word(targets, row));
      const most = adjust(line, columns, target, offsets, items);
      const score = load<f32>(word(line, target));
      const sum = exponentials(line, columns, most);
      store<f32>(word(losses, row), Mathf.log(sum) + most - score);
      const factor = f32x4.splat(scale / sum);
      const end = line + (<usize>columns << 2);
      for (let at = line; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), factor));
      store<f32>(word(line, target), load<f32>(word(line, target)) - scale);
    }
}

/** Subtracts offsets, makes −∞ of columns that are left out and of padding, and gives the largest score. */
@inline
function adjust(line: usize, columns: i32, target: i32, offsets: usize, items: usize): f32 {
  const none = f32x4.splat(-Infinity);
  const item = i32x4.splat(items ? load<i32>(word(items, target)) : 0);
  const kept = load<f32>(word(line, target)) - (offsets ? load<f32>(word(offsets, target)) : 0);
  let most = none;
  for (let column = 0; column < columns; column += 4) {
    let x = v128.load(word(line, column));
    if (offsets) x = f32x4.sub(x, v128.load(word(offsets, column)));
    if (items) x = v128.bitselect(none, x, i32x4.eq(v128.load(word(items, column)), item));
    if (column + 4 > columns) x = v128.bitselect(x, none, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(columns - column)));
    v128.store(word(line, column), x);
    most = f32x4.pmax(most, x);
  }
  store<f32>(word(line, target), kept);
  const pairs = f32x4.pmax(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
  return max(kept, max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1)));
}

/** Puts e^(score − most) in place of the scores and gives their sum. */
@inline
function exponentials(line: usize, columns: i32, most: f32): f32 {
  let sum = f32x4.splat(0);
  for (let column = 0; column < columns; column += 4) {
    const e = exp4(f32x4.sub(v128.load(word(line, column)), f32x4.splat(most)));
    v128.store(word(line, column), e);
    sum = f32x4.add(sum, e);
  }
  return sumLanes(sum);
}
