import { mix } from '../../data/index.js';
import type { Rows } from './rows.js';

/**
 * Initialises the used rows for gradient descent, uniformly within ±½ divided by the number of factors. A row's draws depend only
 * on `key` and the row's number.
 */
export function drawRows({ values, stride }: Rows, factors: number, used: Iterable<number>, key: number): void {
  for (const row of new Set(used)) {
    const ofRow = mix(key, row);
    for (let f = 0; f < factors; f++) values[row * stride + f] = (mix(ofRow, f) / 2 ** 32 - 0.5) / factors;
  }
}
