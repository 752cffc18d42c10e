import { expect, it } from 'vitest';
import { seededRandom } from '../../data/index.js';
import { aliasTable } from './alias-table.js';

/** The share that each place is drawn with. */
function shares(table: Int32Array): number[] {
  const places = table.length / 2;
  const share: number[] = Array(places).fill(0);
  for (let place = 0; place < places; place++) {
    const own = (table[2 * place]! >>> 0) / 2 ** 32;
    share[place]! += own / places;
    share[table[2 * place + 1]!]! += (1 - own) / places;
  }
  return share;
}

it('draws places in proportion to their weights', () => {
  const random = seededRandom(1);
  for (const places of [1, 2, 3, 10, 1000]) {
    const weights = Array.from({ length: places }, () => random.float() ** 4);
    const sum = weights.reduce((a, b) => a + b);
    for (const [place, share] of shares(aliasTable(weights)).entries())
      expect(Math.abs(share - weights[place]! / sum), `place ${place} of ${places}`).toBeLessThan(1e-9);
  }
});

it('never draws a place without weight', () => {
  expect(shares(aliasTable([0, 1, 0, 2, 0]))).toEqual([0, expect.closeTo(1 / 3, 9), 0, expect.closeTo(2 / 3, 9), 0]);
});

it('draws evenly from equal weights', () => {
  expect(shares(aliasTable([7, 7, 7]))).toEqual([1 / 3, 1 / 3, 1 / 3].map((share) => expect.closeTo(share, 9)));
});
