import { expect, it } from 'vitest';
import { seededRandom } from '../../data/index.js';
import { bootstrap } from './bootstrap.js';
import { pairedDifference } from './paired-difference.js';

const own = (queries: number) => Int32Array.from({ length: queries }, (_, query) => query);
const options = { seed: 1, resamples: 500 };

it('sees a difference that is the same for every query, however the queries vary', () => {
  const random = seededRandom(1);
  const b = Float64Array.from({ length: 200 }, () => random.float());
  const a = b.map((value) => value + 0.01);
  const { mean, low, high, p, atFloor } = pairedDifference(a, b, own(200), { ...options, range: 0.02 });
  expect(mean).toBeCloseTo(0.01, 12);
  // nobody of 200 visitors differs otherwise: a share of at most 1 − .025^(1/200) does, by −.02 … .02
  const unmet = 1 - 0.025 ** (1 / 200);
  expect(low).toBeCloseTo(0.01 - 0.03 * unmet, 4);
  expect(high).toBeCloseTo(0.01 + 0.01 * unmet, 4);
  expect([p, atFloor]).toEqual([1 / 501, true]); // no flip of signs leaves as much
  const turned = pairedDifference(b, a, own(200), { ...options, range: 0.02 });
  expect(turned).toMatchObject({ mean: -mean, low: -high, high: -low, p });
});

it('sees none where models are wrong by chance alone, and leaves out queries that lack a value', () => {
  const random = seededRandom(2);
  const [a, b] = [1, 2].map(() => Float64Array.from({ length: 300 }, () => random.int(2)));
  const { low, high, p } = pairedDifference(a!, b!, own(300), options);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0);
  expect(p).toBeGreaterThan(0.05);
  const same = pairedDifference(a!, a!, own(300), options);
  expect(same).toMatchObject({ mean: 0, p: 1, high: expect.closeTo(1 - 0.025 ** (1 / 300), 3) });
  expect(same.low).toBeCloseTo(-same.high, 12);
  const partly = pairedDifference(Float64Array.of(1, 5, NaN), Float64Array.of(0, NaN, 1), own(3), options);
  expect(partly.mean).toBe(1);
});

it('draws clusters: the same queries twice over tell no more than once', () => {
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
  const column = { metric: 'm', k: 1, values: a, bounds: [-1, 1] as const };
  expect(once).toMatchObject(bootstrap([column], own(100), options)[0]!);
});

it('is the sign test where visitors differ by the whole range, all to one side', () => {
  const ahead = (visitors: number) =>
    pairedDifference(new Float64Array(visitors).fill(1), new Float64Array(visitors), own(visitors), {
      seed: 1,
      resamples: 20_000,
    }).p;
  for (const visitors of [2, 5, 8]) expect(ahead(visitors)).toBeCloseTo(2 * 0.5 ** visitors, 1.7);
  expect(ahead(5)).toBeGreaterThan(0.05); // five of five are not enough
});

it('claims nothing of one visitor, however many queries it made', () => {
  const a = Float64Array.from({ length: 56 }, (_, i) => (i % 3 ? 0.2 : 0));
  const b = Float64Array.from({ length: 56 }, (_, i) => (i % 3 ? 0 : 0.3));
  expect(pairedDifference(a, b, new Int32Array(56), options)).toEqual({
    mean: expect.closeTo((37 * 0.2 - 19 * 0.3) / 56, 12),
    ...{ low: NaN, high: NaN, p: NaN, atFloor: false },
  });
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
