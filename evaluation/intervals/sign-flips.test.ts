import { expect, it } from 'vitest';
import { mix, seededRandom } from '../../data/index.js';
import { everyKeptSum, keptSums } from './sign-flips.js';

it('sums the clusters that each flip keeps, as the definition says, cluster by cluster', () => {
  const random = seededRandom(1);
  const [clusters, seed, resamples] = [21, 7, 40];
  const columns = Array.from({ length: 3 }, (_, of) =>
    // the second column has no value in a whole group of clusters, the third in most clusters
    Float64Array.from({ length: clusters }, (_, c) =>
      (of === 1 && c < 8) || (of === 2 && c % 5) ? 0 : random.normal(),
    ),
  );
  const expected = columns.map((column) =>
    Array.from({ length: resamples }, (_, r) => {
      const keeps = (c: number) => (mix(mix(mix(1, seed), Math.floor(c / 8)), r) >>> (24 + (c % 8))) & 1;
      return expect.closeTo(
        column.reduce((sum, value, c) => sum + (keeps(c) ? value : 0), 0),
        12,
      );
    }),
  );
  expect(keptSums(columns, { seed, resamples }).map((sums) => [...sums])).toEqual(expected);
});

it('has every flip of few clusters once, but for the one that keeps all', () => {
  expect([...everyKeptSum(Float64Array.of(1, 10, 100))].sort((a, b) => a - b)).toEqual([0, 1, 10, 11, 100, 101, 110]);
});

it('keeps each cluster in half of the flips, and any two of them together in a quarter', () => {
  const [clusters, resamples] = [20, 10_000];
  const one = (c: number) => Float64Array.from({ length: clusters }, (_, of) => Number(of === c));
  const kept = keptSums(
    Array.from({ length: clusters }, (_, c) => one(c)),
    { seed: 3, resamples },
  );
  for (let a = 0; a < clusters; a++)
    for (let b = 0; b <= a; b++) {
      const share = kept[a]!.reduce((sum, keep, flip) => sum + keep * kept[b]![flip]!, 0) / resamples;
      // 5 standard errors of a quarter; 210 pairs
      expect(Math.abs(share - (a === b ? 0.5 : 0.25))).toBeLessThan(5 * Math.sqrt(0.25 / resamples));
    }
});
