import { describe, expect, it } from 'vitest';
import { mix, seededRandom } from '../../data/index.js';
import { simulates } from '../../testing/simulates.js';
import type { QueryColumn } from '../query-column.js';
import { bootstrap } from './bootstrap.js';
import type { Interval } from './interval.js';

const column = (values: number[], denominators?: number[]): QueryColumn => ({
  metric: 'm',
  k: 1,
  values: Float64Array.from(values),
  ...(denominators && { denominators: Float64Array.from(denominators) }),
});

describe('bootstrap', () => {
  it('gives the mean over queries, of a ratio the ratio of the sums, leaving out NaN', () => {
    const cluster = Int32Array.of(0, 0, 1);
    const columns = [column([1, 1, 0]), column([1, NaN, 0]), column([1, 0, 2], [2, 0, 2])];
    const means = bootstrap(columns, cluster, { seed: 1 }).map(({ mean }) => mean);
    expect(means).toEqual([2 / 3, 1 / 2, 3 / 4]);
  });

  it('gives NaN where no query has a value', () => {
    const [interval] = bootstrap([column([NaN, NaN])], Int32Array.of(0, 1), { seed: 1 });
    expect(interval).toEqual({ mean: NaN, low: NaN, high: NaN });
  });

  it('gives the weighted sum of the strata’s ratios, resampled alike', () => {
    const random = seededRandom(3);
    const cluster = Int32Array.from({ length: 400 }, (_, query) => query >> 1);
    const code = Uint8Array.from(cluster, (_, query) => query & 1);
    const under = Float64Array.from(cluster, () => random.int(4));
    const over = under.map((most) => random.int(most + 1));
    const weights = [0.25, 0.75];
    const of = (kind: number) => ({
      ...column([]),
      values: over.map((value, query) => (code[query] === kind ? value : 0)),
      denominators: under.map((value, query) => (code[query] === kind ? value : 0)),
    });
    const joint = { ...column([]), values: over, denominators: under, strata: { code, weights } };
    const [both, first, second] = bootstrap([joint, of(0), of(1)], cluster, { seed: 2, resamples: 400 }) as [
      Interval,
      Interval,
      Interval,
    ];
    expect(both.mean).toBeCloseTo(0.25 * first.mean + 0.75 * second.mean, 12);
    // Independent strata: the variance of the sum is the sum of the variances, each times its weight squared.
    const width = ({ low, high }: Interval) => high - low;
    expect(width(both) / Math.hypot(0.25 * width(first), 0.75 * width(second))).toBeCloseTo(1, 1);
    const alone = { ...joint, strata: { code, weights: [0, 1] } };
    expect(bootstrap([alone], cluster, { seed: 2, resamples: 400 })).toEqual([second]);
  });

  it('agrees with a bootstrap that draws whole queries into a list', () => {
    const random = seededRandom(5);
    const cluster = Int32Array.from({ length: 60 }, () => random.int(17));
    const values = Array.from(cluster, () => (random.int(4) === 0 ? NaN : random.float()));
    const over = Array.from(cluster, () => random.int(3));
    const under = over.map((n) => n + random.int(3));
    const resamples = 200;
    const actual = bootstrap([column(values), column(over, under)], cluster, { seed: 9, resamples });

    const clusters = Math.max(...cluster) + 1;
    const drawn = Array.from({ length: resamples }, (_, r) => {
      const queries = Array.from({ length: clusters }, (_, j) => {
        const c = Math.floor((mix(mix(mix(0, 9), r), j) * clusters) / 2 ** 32);
        return [...cluster.keys()].filter((query) => cluster[query] === c);
      }).flat();
      const sum = (list: number[]) => list.reduce((x, y) => x + y, 0);
      const known = queries.map((query) => values[query]!).filter((value) => !Number.isNaN(value));
      return [sum(known) / known.length, sum(queries.map((q) => over[q]!)) / sum(queries.map((q) => under[q]!))];
    });
    [values.map((value) => (Number.isNaN(value) ? 0 : 1)), under].forEach((weights, c) => {
      const sizes = Array.from({ length: clusters }, (_, of) =>
        weights.reduce((sum, weight, query) => sum + (cluster[query] === of ? weight : 0), 0),
      );
      const kish = sizes.reduce((x, y) => x + y) ** 2 / sizes.reduce((sum, size) => sum + size ** 2, 0);
      // each resample, a share of it given to unmet visitors of the value 0 or 1
      const ends = (bound: 0 | 1) => {
        const unmet = (r: number) => 1 - ((r + 0.5) / resamples) ** (1 / kish);
        const sorted = drawn.map((figures, r) => figures[c]! + unmet(r) * (bound - figures[c]!)).sort((x, y) => x - y);
        return (p: number) => {
          const low = Math.floor(p * (resamples - 1));
          return sorted[low]! + (p * (resamples - 1) - low) * (sorted[low + 1]! - sorted[low]!);
        };
      };
      expect(actual[c]!.low).toBeCloseTo(ends(0)(0.025), 12);
      expect(actual[c]!.high).toBeCloseTo(ends(1)(0.975), 12);
    });
  });

  it('depends on the seed and on nothing else', () => {
    const columns = [column(Array.from({ length: 50 }, (_, i) => Math.sqrt(i)))];
    const cluster = Int32Array.from({ length: 50 }, (_, i) => i);
    const first = bootstrap(columns, cluster, { seed: 1 });
    expect(bootstrap([column([...columns[0]!.values].map((v) => -v)), ...columns], cluster, { seed: 1 })[1]).toEqual(
      first[0],
    );
    expect(bootstrap(columns, cluster, { seed: 2 })).not.toEqual(first);
  });

  it('gives each of many columns, some equal and some mostly zero, what it gives it alone', () => {
    const random = seededRandom(8);
    const cluster = Int32Array.from({ length: 90 }, () => random.int(40));
    const columns = Array.from({ length: 11 }, (_, c) =>
      column(Array.from(cluster, () => (random.int(c + 1) === 0 ? random.normal() : 0))),
    );
    columns.push(
      column([...columns[3]!.values]),
      column(
        [...columns[3]!.values],
        Array.from(cluster, () => 2),
      ),
    );
    const alone = columns.map((one) => bootstrap([one], cluster, { seed: 1, resamples: 101 })[0]);
    expect(bootstrap(columns, cluster, { seed: 1, resamples: 101 })).toEqual(alone);
  });

  it('claims no certainty where all values are equal: nobody of ten is Clopper and Pearson’s 0 … .31', () => {
    const ten = Int32Array.from({ length: 10 }, (_, i) => i);
    const of = (value: number) => bootstrap([column(new Array(10).fill(value))], ten, { seed: 1 })[0]!;
    const unmet = 1 - 0.025 ** (1 / 10);
    expect(of(0)).toEqual({ mean: 0, low: 0, high: expect.closeTo(unmet, 2) });
    expect(of(1)).toEqual({ mean: 1, low: expect.closeTo(1 - unmet, 2), high: 1 });
    expect(of(0.5)).toEqual({
      mean: 0.5,
      low: expect.closeTo(0.5 - unmet / 2, 2),
      high: expect.closeTo(0.5 + unmet / 2, 2),
    });
    const amount = { ...column(new Array(10).fill(4)), bounds: [0, 20] as const };
    const { low, high } = bootstrap([amount], ten, { seed: 1 })[0]!;
    expect([low, high]).toEqual([expect.closeTo(4 - 4 * unmet, 1), expect.closeTo(4 + 16 * unmet, 0)]);
  });

  it('has no interval for one visitor, and hardly one where one visitor makes nearly all queries', () => {
    const values = Array.from({ length: 56 }, (_, i) => (i % 3 ? 0.2 : 0));
    expect(bootstrap([column(values)], new Int32Array(56), { seed: 1 })[0]).toEqual({
      mean: expect.closeTo((37 * 0.2) / 56, 12),
      ...{ low: NaN, high: NaN },
    });
    const most = Int32Array.from(values, (_, i) => (i < 54 ? 0 : i - 53));
    const { low, high } = bootstrap([column(values)], most, { seed: 1 })[0]!;
    expect(low).toBeLessThan(0.02);
    expect(high).toBeGreaterThan(0.9);
  });

  simulates.each([
    [3, 0.03],
    [10, 0.003],
    [10, 0.3],
    [60, 0.01],
    [60, 0.1],
  ])('covers the share of %i visitors with a hit in %f of the cases, rare as hits may be', (visitors, share) => {
    const random = seededRandom(6);
    const samples = 200;
    let covered = 0;
    for (let sample = 0; sample < samples; sample++) {
      const values = Array.from({ length: visitors }, () => Number(random.float() < share));
      const each = Int32Array.from(values.keys());
      const { low, high } = bootstrap([column(values)], each, { seed: sample, resamples: 200 })[0]!;
      if (low <= share && share <= high) covered++;
    }
    // The percentile interval alone covers .03 of the first two: without a hit it is 0 … 0.
    expect(covered / samples).toBeGreaterThan(0.93);
  });

  simulates('covers a known mean in about 95 of 100 samples', () => {
    const random = seededRandom(3);
    const cluster = Int32Array.from({ length: 400 }, (_, i) => i >> 1); // two queries a visitor, fully dependent
    const samples = 300;
    let covered = 0;
    for (let sample = 0; sample < samples; sample++) {
      const byVisitor = Array.from({ length: 200 }, () => random.normal());
      const values = Array.from(cluster, (c) => byVisitor[c]!);
      const normal = { ...column(values), bounds: [-4, 4] as const };
      const { low, high } = bootstrap([normal], cluster, { seed: sample, resamples: 400 })[0]!;
      if (low <= 0 && 0 <= high) covered++;
    }
    // 3 standard errors of a share of .95 over 300 samples are .038; drawing queries instead of visitors covers .83
    expect(covered / samples).toBeGreaterThan(0.91);
    expect(covered / samples).toBeLessThan(0.995);
  });
});
