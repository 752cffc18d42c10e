import { expect, it } from 'vitest';
import { effectiveClusters, extremesOf } from './cluster-sums.js';
import { type Bounds, resampledInterval, unmetBounds } from './resampled-interval.js';

it('lets unmet visitors differ as far as the observed ones, from 30 visitors on that differ', () => {
  expect(unmetBounds([0.2, 0.4], 29, [0, 1])).toEqual([0, 1]);
  expect(unmetBounds([0.2, 0.4], 30, [0, 1])).toEqual([0.2, 0.4]);
  expect(unmetBounds([0.3, 0.3], 30, [0, 1])).toEqual([0, 1]);
  // a range of 20: what differs by less than 2e-8 is equal but for rounding
  const apart = (difference: number): Bounds => [3, 3 + difference];
  expect(unmetBounds(apart(1.5e-8), 30, [-5, 15])).toEqual([-5, 15]);
  expect(unmetBounds(apart(2.5e-8), 30, [-5, 15])).toEqual(apart(2.5e-8));
});

it('finds the extremes among clusters that have a size, and their effective number', () => {
  expect(extremesOf(Float64Array.of(1, 6, 5, -6), Float64Array.of(2, 3, 0, 2))).toEqual([-3, 2]);
  expect(effectiveClusters(Float64Array.of(1, 2, 3, 0))).toBe(36 / 14);
});

it('widens resamples by what unmet visitors can differ, up to the extremes', () => {
  const of = (clusters: number, met = clusters) => ({
    figure: 0.3,
    resampled: new Float64Array(2000).fill(0.3),
    met,
    clusters,
    extremes: [0.2, 0.6] as const,
  });
  for (const [clusters, least, most] of [
    [40, 0.2, 0.6],
    [20, 0, 1],
  ] as const) {
    const unmet = 1 - 0.025 ** (1 / clusters);
    expect(resampledInterval(of(clusters), [0, 1])).toEqual({
      mean: 0.3,
      low: expect.closeTo(0.3 - unmet * (0.3 - least), 3),
      high: expect.closeTo(0.3 + unmet * (most - 0.3), 3),
    });
  }
  expect(resampledInterval(of(2), [0, 1]).low).toBeLessThan(0.1);
  expect(resampledInterval(of(1), [0, 1])).toEqual({ mean: 0.3, low: NaN, high: NaN });
});
