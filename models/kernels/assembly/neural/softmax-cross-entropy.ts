import { takeNear } from '../lib/rows';
import { word } from '../lib/vector';
import { corrected, exponentials, scaled } from './softmax-row';

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
  for (let first = takeNear(counter, block, rows); first < rows; first = takeNear(counter, block, rows))
    for (let row = first; row < min(first + block, rows); row++) {
      const line = scores + <usize>row * stride;
      const target = load<i32>(word(targets, row));
      const offset = offsets ? load<f32>(word(offsets, target)) : 0;
      const score = load<f32>(word(line, target)) - offset;
      const item = items ? load<i32>(word(items, target)) : 0;
      const most = max(score, corrected(line, columns, offsets, items, item));
      store<f32>(word(line, target), score);
      const sum = exponentials(line, columns, most);
      store<f32>(word(losses, row), Mathf.log(sum) + most - score);
      scaled(line, columns, scale / sum);
      store<f32>(word(line, target), load<f32>(word(line, target)) - scale);
    }
}
