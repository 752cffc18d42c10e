import { mix } from '../../../data/index.js';

/**
 * A dropout mask: 0 with probability `rate`, else 1 / (1 − rate). Entry (row, column) is a function of `key`, row and column
 * alone, so that it is the same in both engines and on any number of threads.
 * @returns rows × columns.
 */
export function dropoutMask(rows: number, columns: number, rate: number, key: number): Float32Array {
  const mask = new Float32Array(rows * columns);
  const kept = Math.fround(1 / (1 - rate));
  for (let row = 0; row < rows; row++) {
    const ofRow = mix(key, row);
    for (let column = 0; column < columns; column++)
      if (mix(ofRow, column) >= rate * 2 ** 32) mask[row * columns + column] = kept;
  }
  return mask;
}
