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
  const { mean, low, high, p } = pairedDifference(a, b, own(200), options);
  for (const figure of [mean, low, high]) expect(figure).toBeCloseTo(0.01, 12);
  expect(p).toBe(2 / 501); // no resample at or below zero
  expect(pairedDifference(b, a, own(200), options)).toMatchObject({ mean: -mean, low: -high, high: -low, p });
});

it('sees none where models are wrong by chance alone, and leaves out queries that lack a value', () => {
  const random = seededRandom(2);
  const [a, b] = [1, 2].map(() => Float64Array.from({ length: 300 }, () => random.int(2)));
  const { low, high, p } = pairedDifference(a!, b!, own(300), options);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0);
  expect(p).toBeGreaterThan(0.05);
  expect(pairedDifference(a!, a!, own(300), options)).toEqual({ mean: 0, low: 0, high: 0, p: 1 });
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
  expect(once).toMatchObject(bootstrap([{ metric: 'm', k: 1, values: a }], own(100), options)[0]!);
});
