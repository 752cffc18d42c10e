import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../../data/index.js';
import { type PairedOptions, pairedDifferences } from './paired-difference.js';

const own = (queries: number) => Int32Array.from({ length: queries }, (_, query) => query);
const options = { seed: 1, resamples: 500 };
const pairedDifference = (a: Float64Array, b: Float64Array, cluster: Int32Array, options: PairedOptions) =>
  pairedDifferences([a], b, cluster, options)[0]!;
/** The mean of given differences, each query with its cluster. */
const meanOf = (queries: readonly (readonly [cluster: number, difference: number])[], options: PairedOptions) =>
  pairedDifference(
    Float64Array.from(queries, ([, difference]) => difference),
    new Float64Array(queries.length),
    Int32Array.from(queries, ([cluster]) => cluster),
    options,
  );

/** Differences of queries of some clusters: mostly multiples of a quarter, so that many flips tie, and never all equal. */
const queries = fc
  .array(
    fc.tuple(
      fc.nat(11),
      fc.oneof(
        fc.integer({ min: -4, max: 4 }).map((n) => n / 4),
        fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 1e6),
      ),
    ),
    {
      minLength: 2,
      maxLength: 40,
      size: 'max',
    },
  )
  .filter((all) => all.some(([cluster]) => cluster !== all[0]![0]));

it('excludes 0 from the interval exactly where p is at most .05', () => {
  let rejected = 0;
  fc.assert(
    fc.property(
      queries,
      fc.integer({ min: 5, max: 400 }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      (all, resamples, shift) => {
        const shifted = all.map(([cluster, difference]) => [cluster, difference + shift] as const);
        const { mean, low, high, p } = meanOf(shifted, { seed: 1, resamples, range: 3 });
        expect(low).toBeLessThanOrEqual(mean);
        expect(high).toBeGreaterThanOrEqual(mean);
        expect(low <= 0 && high >= 0).toBe(p > 0.05);
        if (p <= 0.05) rejected++;
      },
    ),
    { seed: 1, numRuns: 1000 },
  );
  expect(rejected).toBeGreaterThan(50);
});

/** The share of all 2ⁿ sign flips that leave as much as is observed where the mean is said to be `m`, flip by flip. */
function naiveP(all: readonly (readonly [cluster: number, difference: number])[], m: number): number {
  const clusters = [...new Set(all.map(([cluster]) => cluster))];
  const residuals = clusters.map((c) => all.reduce((sum, [of, d]) => (of === c ? sum + d - m : sum), 0));
  const left = Array.from({ length: 2 ** clusters.length }, (_, flip) =>
    Math.abs(residuals.reduce((sum, value, c) => sum + ((flip >> c) & 1 ? value : -value), 0)),
  );
  const observed = Math.abs(residuals.reduce((sum, value) => sum + value, 0));
  return left.filter((value) => value >= observed - 1e-9).length / left.length;
}

it('is what flips one by one find for each hypothesised mean', () => {
  fc.assert(
    fc.property(queries, (all) => {
      const { low, high, p } = meanOf(all, { seed: 1, resamples: 4095, range: 1 });
      const means = new Map<number, number[]>();
      for (const [cluster, d] of all) means.set(cluster, [...(means.get(cluster) ?? []), d]);
      const alike = new Set([...means.values()].map((of) => (of.reduce((x, y) => x + y) / of.length).toFixed(9)));
      fc.pre(alike.size > 1);
      expect(p).toBeCloseTo(naiveP(all, 0), 12);
      for (let m = -1; m <= 1; m += 0.0625) {
        if (Math.min(Math.abs(m - low), Math.abs(m - high)) < 1e-7) continue;
        expect([m, m > low && m < high]).toEqual([m, naiveP(all, m) > 0.05]);
      }
    }),
    { seed: 2, numRuns: 60 },
  );
});

it('agrees with figures worked out by hand', () => {
  // of 64 flips those are compatible with 0 whose one group is empty or the visitor without a difference
  const six = [0.1, 0, 0.2, 0.1, 0.4, 0.3].map((difference, cluster) => [cluster, difference] as const);
  expect(meanOf(six, options)).toEqual({
    mean: expect.closeTo(1.1 / 6, 12),
    ...{ low: 0, high: expect.closeTo(0.4, 12), p: 4 / 64, atFloor: false },
  });
});

it('moves with the differences', () => {
  const random = seededRandom(7);
  const all = Array.from({ length: 60 }, () => [random.int(25), random.normal()] as const);
  const { low, high } = meanOf(all, { ...options, range: 9 });
  const moved = meanOf(
    all.map(([cluster, difference]) => [cluster, difference + 2] as const),
    { ...options, range: 9 },
  );
  expect([moved.low, moved.high]).toEqual([expect.closeTo(low + 2, 12), expect.closeTo(high + 2, 12)]);
});

it('sees a difference that is the same for every query, however the queries vary', () => {
  const random = seededRandom(1);
  const b = Float64Array.from({ length: 200 }, () => random.float());
  const a = b.map((value) => value + 0.01);
  const { mean, low, high, p, atFloor } = pairedDifference(a, b, own(200), { ...options, range: 0.02 });
  expect(mean).toBeCloseTo(0.01, 12);
  // nobody of 200 visitors differs otherwise: a share of at most 1 − .025^(1/200) does, by −.02 … .02
  const unmet = 1 - 0.025 ** (1 / 200);
  expect(low).toBeCloseTo(0.01 - 0.03 * unmet, 9);
  expect(high).toBeCloseTo(0.01 + 0.01 * unmet, 9);
  expect([p, atFloor]).toEqual([1 / 501, true]); // no flip of signs leaves as much
  const turned = pairedDifference(b, a, own(200), { ...options, range: 0.02 });
  expect(turned).toMatchObject({ mean: -mean, low: expect.closeTo(-high, 12), high: expect.closeTo(-low, 12), p });
});

it('raises p where all differ alike, as far as the interval is widened', () => {
  for (const visitors of [6, 20, 60, 200, 400])
    for (const difference of [0, 0.001, 0.01, 0.05, 0.2, 0.9]) {
      const alike = Array.from({ length: visitors }, (_, cluster) => [cluster, difference] as const);
      const { low, p } = meanOf(alike, options);
      expect([visitors, difference, low <= 0]).toEqual([visitors, difference, p > 0.05]);
    }
  // 20 visitors: 2 · (1 / 1.2)²⁰
  expect(
    meanOf(
      Array.from({ length: 20 }, (_, c) => [c, 0.2] as const),
      options,
    ).p,
  ).toBeCloseTo(2 / 1.2 ** 20, 9);
});

it('sees none where models are wrong by chance alone, and leaves out queries that lack a value', () => {
  const random = seededRandom(2);
  const [a, b] = [1, 2].map(() => Float64Array.from({ length: 300 }, () => random.int(2)));
  const { low, high, p } = pairedDifference(a!, b!, own(300), options);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0);
  expect(p).toBeGreaterThan(0.05);
  const same = pairedDifference(a!, a!, own(300), options);
  expect(same).toMatchObject({ mean: 0, p: 1, high: expect.closeTo(1 - 0.025 ** (1 / 300), 9) });
  expect(same.low).toBeCloseTo(-same.high, 12);
  const partly = pairedDifference(Float64Array.of(1, 5, NaN), Float64Array.of(0, NaN, 1), own(3), options);
  expect(partly.mean).toBe(1);
});

it('flips clusters: the same queries twice over tell no more than once', () => {
  const random = seededRandom(3);
  const a = Float64Array.from({ length: 100 }, () => random.normal());
  const zero = new Float64Array(100);
  const twice = (values: Float64Array) => Float64Array.from({ length: 200 }, (_, i) => values[i >> 1]!);
  const once = pairedDifference(a, zero, own(100), options);
  const doubled = pairedDifference(
    twice(a),
    twice(zero),
    Int32Array.from({ length: 200 }, (_, i) => i >> 1),
    options,
  );
  expect(doubled.low).toBeCloseTo(once.low, 12);
  expect(doubled.p).toBe(once.p);
});

it('gives each of several models what it gives it alone, where these lack different queries', () => {
  const random = seededRandom(8);
  const cluster = Int32Array.from({ length: 90 }, () => random.int(40));
  const models = [0, 9, 9, 3].map((lacking) =>
    Float64Array.from(cluster, () => (random.int(10) < lacking ? NaN : random.float())),
  );
  const b = Float64Array.from(cluster, () => random.float());
  const alone = models.map((a) => pairedDifference(a, b, cluster, options));
  expect(pairedDifferences(models, b, cluster, options)).toEqual(alone);
});

it('is the sign test where visitors differ by the whole range, all to one side', () => {
  const ahead = (visitors: number) =>
    pairedDifference(new Float64Array(visitors).fill(1), new Float64Array(visitors), own(visitors), options);
  for (const visitors of [2, 5, 6, 8]) expect(ahead(visitors).p).toBe(2 * 0.5 ** visitors);
  expect(ahead(5).low).toBe(-1); // five of five are not enough
  expect(ahead(6).low).toBeGreaterThan(0);
});

it('holds all that is possible below six visitors, and where too few flips are drawn', () => {
  const few = [0.5, 0.6, 0.4, 0.7, 0.5].map((difference, cluster) => [cluster, difference] as const);
  expect(meanOf(few, options)).toMatchObject({ low: -1, high: 1, p: 2 / 32 });
  const many = Array.from({ length: 50 }, (_, cluster) => [cluster, 0.5 + cluster / 100] as const);
  expect(meanOf(many, { seed: 1, resamples: 18 })).toMatchObject({ low: -1, high: 1, p: 1 / 19, atFloor: true });
  expect(meanOf(many, { seed: 1, resamples: 19 }).low).toBeGreaterThan(0);
});

it('claims nothing of one visitor, however many queries it made', () => {
  const a = Float64Array.from({ length: 56 }, (_, i) => (i % 3 ? 0.2 : 0));
  const b = Float64Array.from({ length: 56 }, (_, i) => (i % 3 ? 0 : 0.3));
  expect(pairedDifference(a, b, new Int32Array(56), options)).toEqual({
    mean: expect.closeTo((37 * 0.2 - 19 * 0.3) / 56, 12),
    ...{ low: NaN, high: NaN, p: NaN, atFloor: false },
  });
});

it('is not led astray by one visitor who makes most queries', () => {
  // the others, all ahead, decide; the busy one alone says the opposite
  const others = Array.from({ length: 30 }, (_, i) => [i + 1, 0.2 + i / 100] as const);
  const busy = Array.from({ length: 300 }, () => [0, -0.1] as const);
  const { mean, low, high, p } = meanOf([...busy, ...others], options);
  expect(mean).toBeLessThan(0);
  expect(p).toBeGreaterThan(0.05);
  expect([low < -0.05, high > 0.2]).toEqual([true, true]);
});

it('calls a difference that is not there significant in at most 5 of 100 samples, of few visitors too', () => {
  const random = seededRandom(4);
  for (const visitors of [3, 8, 25]) {
    const samples = 200;
    let claimed = 0;
    for (let sample = 0; sample < samples; sample++) {
      const [a, b] = [1, 2].map(() => Float64Array.from({ length: visitors }, () => Number(random.float() < 0.2)));
      const { p, low, high } = pairedDifference(a!, b!, own(visitors), { seed: sample, resamples: 200 });
      if (p <= 0.05 || low > 0 || high < 0) claimed++;
    }
    // two standard errors of .05 over 200 samples are .031
    expect(claimed / samples).toBeLessThan(0.081);
  }
});

it('covers the mean difference in about 95 of 100 samples, whose visitors make 1 to 40 queries', () => {
  const random = seededRandom(5);
  const samples = 300;
  let covered = 0;
  for (let sample = 0; sample < samples; sample++) {
    const all = Array.from({ length: 60 }, (_, cluster) => {
      const difference = 0.1 + 0.3 * random.normal();
      return Array.from({ length: 1 + random.int(2) * random.int(40) }, () => [cluster, difference] as const);
    }).flat();
    const { low, high } = meanOf(all, { seed: sample, resamples: 199, range: 4 });
    if (low <= 0.1 && 0.1 <= high) covered++;
  }
  // 3 standard errors of a share of .95 over 300 samples are .038
  expect(covered / samples).toBeGreaterThan(0.912);
  expect(covered / samples).toBeLessThan(0.99);
});
