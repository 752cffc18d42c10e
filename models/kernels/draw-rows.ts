import { mix } from '../../data/index.js';
import type { Rows } from './rows.js';

/**
 * Gives the rows in use even draws of −½ … ½ over the number of factors, to start a gradient descent from; a row's draws
 * depend on `key` and its number alone.
 */
export function drawRows({ values, stride }: Rows, factors: number, used: Iterable<number>, key: number): void {
  for (const row of new Set(used)) {
    const ofRow = mix(key, row);
    for (let f = 0; f < factors; f++) values[row * stride + f] = (mix(ofRow, f) / 2 ** 32 - 0.5) / factors;
  }
}
