import { describe, expect, it } from 'vitest';
import { mix, seededRandom } from '../../data/index.js';
import { rankingsOf } from '../../testing/rankings-of.js';
import { simulates } from '../../testing/simulates.js';
import { coverage } from './coverage.js';

const listOf = (items: number[]) => items.map((item, rank) => [item, -rank] as const);

describe('coverage', () => {
  it('is the share of the items that stand in any list', () => {
    const rankings = rankingsOf([[0, 1, 2], [1], [], [5, 0]].map(listOf), 4);
    const cluster = Int32Array.of(0, 1, 2, 3);
    expect(coverage(rankings, 4, 10, cluster, { seed: 1 }).mean).toBe(4 / 10); // 0 1 2 5
    expect(coverage(rankings, 1, 10, cluster, { seed: 1 }).mean).toBe(3 / 10); // 0 1 5
  });

  it('is Wilson’s of as many items as vary like a bootstrap by hand', () => {
    const random = seededRandom(2);
    const lists = Array.from({ length: 40 }, () => [random.int(30), 30 + random.int(30)]);
    const cluster = Int32Array.from(lists, () => random.int(13));
    const [items, resamples, seed, clusters] = [80, 100, 4, 13];
    const shares = Array.from({ length: resamples }, (_, r) => {
      const drawn = Array.from({ length: clusters }, (_, j) => {
        return Math.floor((mix(mix(mix(0, seed), r), j) * clusters) / 2 ** 32);
      });
      return new Set(lists.filter((_, query) => drawn.includes(cluster[query]!)).flat()).size / items;
    });
    const centre = shares.reduce((sum, share) => sum + share) / resamples;
    const spread = shares.reduce((sum, share) => sum + (share - centre) ** 2, 0) / resamples;
    const share = new Set(lists.flat()).size / items;
    const n = (share * (1 - share)) / ((spread * clusters) / (clusters - 1) + 1 / items ** 2);

    const figure = coverage(rankingsOf(lists.map(listOf), 3), 3, items, cluster, { seed, resamples });
    expect(new Set(cluster).size).toBe(clusters);
    expect(figure.mean).toBe(share);
    // the ends are the shares from which the figure is 1.96 standard errors away
    for (const end of [figure.low, figure.high])
      expect(Math.abs(share - end) / Math.sqrt((end * (1 - end)) / n)).toBeCloseTo(1.959964, 9);
  });

  it('stays within 0 and 1 and holds the figure, whatever the resamples lack', () => {
    const random = seededRandom(3);
    const each = (lists: unknown[]) => Int32Array.from(lists.keys());
    const lists = Array.from({ length: 50 }, () => listOf([random.int(10)]));
    expect(coverage(rankingsOf(lists, 1), 1, 10, each(lists), { seed: 1 })).toEqual({
      mean: 1,
      low: expect.closeTo(10 / (10 + 1.959964 ** 2), 12), // Wilson's of ten of ten
      high: 1,
    });
    // 20 visitors: items 0 and 1 for all, item 2 for five of them, which hardly a resample lacks
    const few = [...Array(20).keys()].map((visitor) => listOf(visitor < 5 ? [0, 1, 2] : [0, 1]));
    const { mean, low, high } = coverage(rankingsOf(few, 3), 3, 3, each(few), { seed: 1 });
    expect([mean, high]).toEqual([1, 1]);
    expect(low).toBeLessThan(1);
    expect(coverage(rankingsOf([[], []], 3), 3, 3, Int32Array.of(0, 1), { seed: 1 })).toMatchObject({
      mean: 0,
      low: 0,
    });
    expect(coverage(rankingsOf(few, 3), 3, 3, new Int32Array(20), { seed: 1 })).toEqual({
      ...{ mean: 1, low: NaN, high: NaN },
    });
  });

  simulates.each([
    [100, 3, 5],
    [100, 20, 5],
    [100, 60, 5],
    [300, 30, 10],
  ])('covers what is to be expected of new visitors: %i items, %i visitors, lists of %i', (items, visitors, length) => {
    const random = seededRandom(7);
    // the item at place i is listed about as 1 / i
    const popular = () => Math.floor(items ** random.float()) - 1;
    const lists = () =>
      Array.from({ length: visitors }, () => {
        const list = new Set<number>();
        while (list.size < length) list.add(popular());
        return [...list];
      });
    const expected = Array.from({ length: 1000 }, () => new Set(lists().flat()).size / items);
    const known = expected.reduce((sum, share) => sum + share) / expected.length;
    const samples = 200;
    let covered = 0;
    for (let sample = 0; sample < samples; sample++) {
      const drawn = lists();
      const own = Int32Array.from(drawn.keys());
      const options = { seed: sample, resamples: 100 };
      const { low, high } = coverage(rankingsOf(drawn.map(listOf), length), length, items, own, options);
      if (low <= known && known <= high) covered++;
    }
    expect(covered / samples).toBeGreaterThan(0.92);
  });
});
