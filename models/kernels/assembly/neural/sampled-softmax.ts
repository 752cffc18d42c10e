import { takeRows } from '../lib/rows';
import { word } from '../lib/vector';
import { corrected, exponentials, scaled } from './softmax-row';

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
      const most = max(own, corrected(line, columns, corrections, items, load<i32>(word(ownItems, row))));
      const ofOwn = Mathf.exp(own - most);
      const sum = exponentials(line, columns, most) + ofOwn;
      store<f32>(word(losses, row), Mathf.log(sum) + most - own);
      store<f32>(word(ownScores, row), scale * (ofOwn / sum - 1));
      scaled(line, columns, scale / sum);
    }
}
