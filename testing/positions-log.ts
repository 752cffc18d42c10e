import { folderOf } from './folder-of.js';

/** A folder of a hundred sessions in `train.tsv` and `test.tsv`, whose times are positions: loading it warns of that. */
export function positionsLog(): Promise<string> {
  const clicks = Array.from({ length: 300 }, (_, click) => `${Math.floor(click / 3)}\t${1 + (click % 7)}\t${click}`);
  const file = (lines: readonly string[]) => ['SessionId\tItemId\tTime', ...lines, ''].join('\n');
  return folderOf({ 'train.tsv': file(clicks.slice(0, 240)), 'test.tsv': file(clicks.slice(240)) });
}
