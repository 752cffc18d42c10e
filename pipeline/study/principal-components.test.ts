import { expect, it } from 'vitest';
import { principalPlane } from './principal-components.js';

it('finds the two axes along which points vary most, and how much of the variance they hold', () => {
  // Along (0, 3, 4) / 5 by ±5 and ±10, along (1, 0, 0) by ±1; all moved by (7, 7, 7).
  const points = [
    [1, 6, 8],
    [1, -6, -8],
    [-1, 3, 4],
    [-1, -3, -4],
  ];
  const { x, y, explained } = principalPlane(
    Float32Array.from(points.flat(), (value) => value + 7),
    3,
  );
  for (const [i, place] of [10, -10, 5, -5].entries()) expect(x[i]).toBeCloseTo(place, 4);
  for (const [i, place] of [1, 1, -1, -1].entries()) expect(y[i]).toBeCloseTo(place, 4);
  const variances = [(100 + 100 + 25 + 25) / 4, 1];
  expect(explained[0]).toBeCloseTo(variances[0]! / 63.5, 6);
  expect(explained[1]).toBeCloseTo(variances[1]! / 63.5, 6);
});

it('takes points that vary along one axis alone, or not at all', () => {
  expect(principalPlane(Float32Array.of(1, 0, 3, 0), 2)).toMatchObject({ x: [-1, 1], explained: [1, 0] });
  expect(principalPlane(Float32Array.of(1, 1, 1, 1), 2)).toMatchObject({ x: [0, 0], explained: [0, 0] });
});
