import { describe, expect, it } from 'vitest';
import { mix, seededRandom } from '../../data/index.js';
import { rankingsOf } from '../../testing/rankings-of.js';
import { coverage } from './coverage.js';

const listOf = (items: number[]) => items.map((item, rank) => [item, -rank] as const);

describe('coverage', () => {
  it('is the share of the items that stand in any list', () => {
    const rankings = rankingsOf([[0, 1, 2], [1], [], [5, 0]].map(listOf), 4);
    const cluster = Int32Array.of(0, 1, 2, 3);
    expect(coverage(rankings, 4, 10, cluster, { seed: 1 }).mean).toBe(4 / 10); // 0 1 2 5
    expect(coverage(rankings, 1, 10, cluster, { seed: 1 }).mean).toBe(3 / 10); // 0 1 5
  });

  it('lays the spread of a bootstrap by hand about the figure', () => {
    const random = seededRandom(2);
    const lists = Array.from({ length: 40 }, () => [random.int(30), 30 + random.int(30)]);
    const cluster = Int32Array.from(lists, () => random.int(13));
    const [items, resamples, seed, clusters] = [80, 100, 4, 13];
    const shares = Array.from({ length: resamples }, (_, r) => {
      const drawn = Array.from({ length: clusters }, (_, j) => {
        return Math.floor((mix(mix(mix(0, seed), r), j) * clusters) / 2 ** 32);
      });
      return new Set(lists.filter((_, query) => drawn.includes(cluster[query]!)).flat()).size / items;
    }).sort((x, y) => x - y);
    const centre = shares.reduce((sum, share) => sum + share) / resamples;
    const at = (p: number) => {
      const below = Math.floor(p * (resamples - 1));
      return shares[below]! + (p * (resamples - 1) - below) * (shares[below + 1]! - shares[below]!);
    };

    const figure = coverage(rankingsOf(lists.map(listOf), 3), 3, items, cluster, { seed, resamples });
    expect(new Set(cluster).size).toBe(clusters);
    expect(figure.mean).toBe(new Set(lists.flat()).size / items);
    expect(figure.low).toBeCloseTo(figure.mean + at(0.025) - centre, 12);
    expect(figure.high).toBeCloseTo(figure.mean + at(0.975) - centre, 12);
  });

  it('stays within 0 and 1', () => {
    const random = seededRandom(3);
    const lists = Array.from({ length: 50 }, () => listOf([random.int(10)]));
    const { mean, high } = coverage(rankingsOf(lists, 1), 1, 10, Int32Array.from(lists.keys()), { seed: 1 });
    expect([mean, high]).toEqual([1, 1]);
  });
});
