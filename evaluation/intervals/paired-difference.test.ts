import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../../data/index.js';
import { runs, simulates } from '../../testing/simulates.js';
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
    { seed: 1, numRuns: runs(1000) },
  );
  expect(rejected).toBeGreaterThanOrEqual(runs(16));
});

/**
 * The p-value of `m` over all 2ⁿ sign flips, flip by flip, for fewer than 30 clusters and a range of 1: a flip that leaves as much as is
 * observed counts once, any other with the probability that unmet clusters, all at the bound, move the mean of its nearer group to `m`.
 */
function naiveP(all: readonly (readonly [cluster: number, difference: number])[], m: number): number {
  const clusters = [...new Set(all.map(([cluster]) => cluster))];
  const of = (c: number) => all.filter(([cluster]) => cluster === c).map(([, d]) => d);
  const total = (values: readonly number[]) => values.reduce((x, y) => x + y, 0);
  const effective = all.length ** 2 / total(clusters.map((c) => of(c).length ** 2));
  const observed = total(all.map(([, d]) => d - m));
  const flips = Array.from({ length: 2 ** clusters.length }, (_, flip) => {
    const [kept, other] = [1, 0].map((bit) => clusters.flatMap((c, i) => (((flip >> i) & 1) === bit ? of(c) : [])));
    const left = total(kept!.map((d) => d - m)) - total(other!.map((d) => d - m));
    if (Math.abs(left) >= Math.abs(observed) - 1e-9) return 1;
    const means = [kept!, other!].map((group) => total(group) / group.length);
    const [nearest, bound] = observed > 0 ? [Math.min(...means), -1] : [Math.max(...means), 1];
    const share = (nearest - m) / (nearest - bound);
    return Math.min(1, 2 * (1 - share) ** effective);
  });
  return total(flips) / flips.length;
}

it('is what flips one by one find for each hypothesised mean', () => {
  fc.assert(
    fc.property(queries, (all) => {
      fc.pre(all.every(([, d]) => Math.abs(d) <= 1));
      const { mean, low, high, p } = meanOf(all, { seed: 1, resamples: 4095, range: 1 });
      if (Math.abs(mean) > 1e-9) expect(p).toBeCloseTo(naiveP(all, 0), 9);
      for (let m = -0.9375; m < 1; m += 0.125) {
        if (Math.min(Math.abs(m - low), Math.abs(m - high)) < 1e-7) continue;
        expect([m, m > low && m < high]).toEqual([m, naiveP(all, m) > 0.05]);
      }
    }),
    { seed: 2, numRuns: runs(60) },
  );
});

it('agrees with figures worked out by hand', () => {
  // Three visitors, .2 .4 .6: groups of one and two, whose lower means are .2 .4 .3, each by two flips; two flips have an empty group.
  const three = [0.2, 0.4, 0.6].map((difference, cluster) => [cluster, difference] as const);
  const unmet = [0.2, 0.4, 0.3].map((lower) => Math.min(1, 2 / (1 + lower) ** 3));
  expect(unmet).toEqual([1, 2 / 1.4 ** 3, 2 / 1.3 ** 3]);
  expect(meanOf(three, options)).toEqual({
    mean: expect.closeTo(0.4, 12),
    ...{ low: -1, high: 1, p: expect.closeTo((2 + 2 * (1 + unmet[1]! + unmet[2]!)) / 8, 12), atFloor: false },
  });
});

it('moves with the differences', () => {
  const random = seededRandom(7);
  const all = Array.from({ length: 60 }, (_, cluster) => [cluster, random.normal()] as const);
  const { low, high } = meanOf(all, { ...options, range: 9 });
  const moved = meanOf(
    all.map(([cluster, difference]) => [cluster, difference + 2] as const),
    { ...options, range: 9 },
  );
  expect([moved.low, moved.high]).toEqual([expect.closeTo(low + 2, 9), expect.closeTo(high + 2, 9)]);
});

it('sees a difference that is the same for every query, however the queries vary', () => {
  const random = seededRandom(1);
  const b = Float64Array.from({ length: 200 }, () => random.float());
  const a = b.map((value) => value + 0.01);
  const { mean, low, high, p, atFloor } = pairedDifference(a, b, own(200), { ...options, range: 0.02 });
  expect(mean).toBeCloseTo(0.01, 12);
  // nobody of 200 visitors differs otherwise: p is .05 = (1 + 500 · 2 (1 − share)²⁰⁰) / 501 for the share that may, by −.02 … .02
  const unmet = 1 - ((0.05 * 501 - 1) / 1000) ** (1 / 200);
  expect(low).toBeCloseTo(0.01 - 0.03 * unmet, 9);
  expect(high).toBeCloseTo(0.01 + 0.01 * unmet, 9);
  expect([p, atFloor]).toEqual([1 / 501, true]); // no flip of signs leaves as much
  const turned = pairedDifference(b, a, own(200), { ...options, range: 0.02 });
  expect(turned).toMatchObject({ mean: -mean, low: expect.closeTo(-high, 12), high: expect.closeTo(-low, 12), p });
});

it('has a p-value that agrees with the interval where all differ alike', () => {
  for (const visitors of [6, 20, 60, 200, 400])
    for (const difference of [0, 0.001, 0.01, 0.05, 0.2, 0.9]) {
      const alike = Array.from({ length: visitors }, (_, cluster) => [cluster, difference] as const);
      const { low, p } = meanOf(alike, options);
      expect([visitors, difference, low <= 0]).toEqual([visitors, difference, p > 0.05]);
    }
  // 20 visitors: 2 · (1 / 1.2)²⁰ by each of 500 flips
  expect(
    meanOf(
      Array.from({ length: 20 }, (_, c) => [c, 0.2] as const),
      options,
    ).p,
  ).toBeCloseTo((1 + (500 * 2) / 1.2 ** 20) / 501, 9);
});

it('sees none where models are wrong by chance alone, and leaves out queries that lack a value', () => {
  const random = seededRandom(2);
  const [a, b] = [1, 2].map(() => Float64Array.from({ length: 300 }, () => random.int(2)));
  const { low, high, p } = pairedDifference(a!, b!, own(300), options);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0);
  expect(p).toBeGreaterThan(0.05);
  const same = pairedDifference(a!, a!, own(300), options);
  expect(same).toMatchObject({ mean: 0, p: 1, high: expect.closeTo(1 - (24.05 / 1000) ** (1 / 300), 9) });
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

it('is the sign test and what the unmet add, where visitors differ by the whole range, all to one side', () => {
  const ahead = (visitors: number) =>
    pairedDifference(new Float64Array(visitors).fill(1), new Float64Array(visitors), own(visitors), options);
  for (const visitors of [2, 5, 6, 8]) {
    const [flips, unmet] = [2 ** visitors, 2 * 0.5 ** visitors];
    expect(ahead(visitors).p).toBeCloseTo((2 + (flips - 2) * unmet) / flips, 12);
  }
  expect(ahead(6).low).toBeLessThan(0); // six of six are not enough
  expect(ahead(7).low).toBeGreaterThan(0);
});

it('holds all that is possible of five visitors, and where too few flips are drawn', () => {
  const few = [0.5, 0.6, 0.4, 0.7, 0.5].map((difference, cluster) => [cluster, difference] as const);
  expect(meanOf(few, options)).toMatchObject({ low: -1, high: 1 });
  const many = Array.from({ length: 50 }, (_, cluster) => [cluster, 0.5 + cluster / 100] as const);
  expect(meanOf(many, { seed: 1, resamples: 18 })).toMatchObject({ low: -1, high: 1, p: 1 / 19, atFloor: true });
  expect(meanOf(many, { seed: 1, resamples: 99 }).low).toBeGreaterThan(0);
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

simulates(
  'calls a difference that is not there significant in at most 5 of 100 samples, of few visitors and of lopsided differences too',
  () => {
    const random = seededRandom(4);
    const hits = () => Number(random.float() < 0.2) - Number(random.float() < 0.2);
    /** Few gain much, many lose little: 0 in the mean. Sign flips alone claim a difference in a quarter of such samples. */
    const lopsided = () => (random.float() < 0.1 ? 0.9 : -0.1);
    for (const [visitors, difference] of [
      [3, hits],
      [8, hits],
      [25, hits],
      [20, lopsided],
      [29, lopsided],
      [40, lopsided],
    ] as const) {
      const samples = 200;
      let claimed = 0;
      for (let sample = 0; sample < samples; sample++) {
        const a = Float64Array.from({ length: visitors }, difference);
        const { p, low, high } = pairedDifference(a, new Float64Array(visitors), own(visitors), {
          seed: sample,
          resamples: 200,
        });
        if (p <= 0.05 || low > 0 || high < 0) claimed++;
      }
      // two standard errors of .05 over 200 samples are .031
      expect(claimed / samples).toBeLessThan(0.081);
    }
  },
);

simulates(
  'covers the mean difference in at least 95 of 100 samples: of visitors with 1 to 40 queries, and of few that differ at all',
  () => {
    const random = seededRandom(5);
    const samples = 300;
    const uneven = () => {
      const difference = 0.1 + 0.3 * random.normal();
      return Array.from({ length: 1 + random.int(2) * random.int(40) }, () => difference);
    };
    const rare = (share: number) => () => [Number(random.float() < share)];
    for (const [visitors, mean, range, differences] of [
      [60, 0.1, 4, uneven],
      [60, 0.05, 1, rare(0.05)],
      [300, 0.01, 1, rare(0.01)],
    ] as const) {
      let covered = 0;
      for (let sample = 0; sample < samples; sample++) {
        const all = Array.from({ length: visitors }, (_, cluster) =>
          differences().map((difference) => [cluster, difference] as const),
        ).flat();
        const { low, high } = meanOf(all, { seed: sample, resamples: 199, range });
        if (low <= mean && mean <= high) covered++;
      }
      // 3 standard errors of a share of .95 over 300 samples are .038
      expect([visitors, covered / samples > 0.912]).toEqual([visitors, true]);
    }
  },
);

it('of a ratio of sums is the difference of the ratios, weighed by their denominators', () => {
  const a = Float64Array.of(2, 0, 1, 3, 0);
  const b = Float64Array.of(1, 1, 0, 0, 0);
  const denominators = Float64Array.of(4, 1, 0, 5, 2);
  const cluster = Int32Array.of(0, 1, 1, 2, 2);
  const { mean, p } = pairedDifference(a, b, cluster, { ...options, denominators });
  expect(mean).toBeCloseTo((6 - 2) / 12, 12);
  // The same clusters by hand: differences 1, 0, 3 of sizes 4, 1, 7.
  const unit = Array.from({ length: 12 }, (_, i) => [i < 4 ? 0 : i < 5 ? 1 : 2, [1, 0, 0, 0, 0, 3][i] ?? 0] as const);
  expect(p).toBeCloseTo(meanOf(unit, options).p, 12);
});

/** Queries of three kinds: few of the last, as of purchases. */
const kinds = (seed: number, clusters: number) => {
  const random = seededRandom(seed);
  const cluster = Int32Array.from({ length: 3 * clusters }, (_, query) => Math.floor(query / 3));
  const code = cluster.map((_, query) => query % 3);
  const denominators = Float64Array.from(code, (kind) =>
    random.float() < [1, 0.6, 0.4][kind]! ? 1 + random.int(3) : 0,
  );
  const hits = () => denominators.map((most) => (most === 0 ? 0 : random.int(most + 1)));
  return {
    cluster,
    denominators,
    strata: { code: Uint8Array.from(code), weights: [0.1, 0.3, 0.6] },
    a: hits(),
    b: hits(),
  };
};

it('of a weighted sum of ratios parts the clusters flip by flip, each group with its own ratios', () => {
  const { cluster, denominators, strata, a, b } = kinds(4, 9);
  const joint = (within: (c: number) => boolean) =>
    strata.weights.reduce((sum, weight, kind) => {
      const own = [...cluster.keys()].filter((query) => strata.code[query] === kind && within(cluster[query]!));
      const total = (of: (query: number) => number) => own.reduce((all, query) => all + of(query), 0);
      return sum + (weight * total((query) => a[query]! - b[query]!)) / total((query) => denominators[query]!);
    }, 0);
  const { mean, low, high, p } = pairedDifference(a, b, cluster, { ...options, resamples: 1000, denominators, strata });
  expect(mean).toBeCloseTo(
    joint(() => true),
    12,
  );
  // The unmet clusters add to what the flips alone find compatible with 0.
  let compatible = 0;
  for (let flip = 0; flip < 512; flip++) {
    const ends = [1, 0].map((bit) => joint((c) => ((flip >> c) & 1) === bit));
    if (ends.some(Number.isNaN) || Math.min(...ends) * Math.max(...ends) <= 0) compatible++;
  }
  expect(p).toBeGreaterThan(compatible / 512);
  expect([low < mean, mean < high]).toEqual([true, true]);
});

it('of a weighted sum of ratios covers no difference in at least 95 of 100 samples, and is no wider than it need be', () => {
  let rejected = 0;
  let width = 0;
  const all: number[] = [];
  const samples = runs(200);
  for (let seed = 0; seed < samples; seed++) {
    const { cluster, a, b, ...weighing } = kinds(100 + seed, 600);
    const { mean, low, high, p } = pairedDifference(a, b, cluster, { seed, resamples: 200, ...weighing });
    if (p <= 0.05) rejected++;
    width += (high - low) / samples;
    all.push(mean);
  }
  const deviation = Math.sqrt(all.reduce((sum, mean) => sum + mean ** 2, 0) / samples);
  expect(rejected / samples).toBeLessThan(0.07);
  expect(width / (2 * 1.96 * deviation)).toBeLessThan(1.35);
});

it('has no interval where one of the ratios has a single cluster', () => {
  const strata = { code: Uint8Array.of(0, 0, 1), weights: [0.5, 0.5] };
  const weighing = { denominators: Float64Array.of(1, 1, 1), strata };
  const { low, p } = pairedDifference(Float64Array.of(1, 0, 1), new Float64Array(3), Int32Array.of(0, 1, 1), {
    ...options,
    ...weighing,
  });
  expect([low, p]).toEqual([NaN, NaN]);
});
