import { takeRows } from '../lib/rows';
import { sumLanes, word } from '../lib/vector';
import { exp4 } from './exp';

/** Rows that a thread takes at once. */
const block = 4;

/**
 * Softmax over each row's own item and shared ones: of each row the loss −ln softmax of its own, and in the place of scores (rows ×
 * columns) and `ownScores` their gradients times `scale`. From all scores their items' corrections are subtracted first; columns
 * of the row's own item are left out. `items` and `corrections` of columns are read up to the next multiple of four.
 */
export function sampledSoftmax(
  counter: usize,
  scores: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  items: usize,
  corrections: usize,
  ownScores: usize,
  ownItems: usize,
  ownCorrections: usize,
  scale: f32,
  losses: usize,
): void {
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++) {
      const line = scores + <usize>row * stride;
      const own = load<f32>(word(ownScores, row)) - load<f32>(word(ownCorrections, row));
      const most = max(own, adjust(line, columns, items, corrections, load<i32>(word(ownItems, row))));
      const ofOwn = Mathf.exp(own - most);
      const sum = exponentials(line, columns, most) + ofOwn;
      store<f32>(word(losses, row), Mathf.log(sum) + most - own);
      store<f32>(word(ownScores, row), scale * (ofOwn / sum - 1));
      const factor = f32x4.splat(scale / sum);
      for (let column = 0; column < columns; column += 4)
        v128.store(word(line, column), f32x4.mul(v128.load(word(line, column)), factor));
    }
}

/** Subtracts corrections, makes −∞ of columns that are left out and of padding, and gives the largest score. */
@inline
function adjust(line: usize, columns: i32, items: usize, corrections: usize, own: i32): f32 {
  const none = f32x4.splat(-Infinity);
  let most = none;
  for (let column = 0; column < columns; column += 4) {
    let x = f32x4.sub(v128.load(word(line, column)), v128.load(word(corrections, column)));
    x = v128.bitselect(none, x, i32x4.eq(v128.load(word(items, column)), i32x4.splat(own)));
    if (column + 4 > columns) x = v128.bitselect(x, none, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(columns - column)));
    v128.store(word(line, column), x);
    most = f32x4.pmax(most, x);
  }
  const pairs = f32x4.pmax(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
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
