import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { InputError } from '../errors.js';
import { splitByShares } from './by-shares.js';

const at = (...times: number[]) => logOf(times.map((time) => ({ visitor: 1, item: 1, time })));

it('cuts ten events 70/10/20', () => {
  const split = splitByShares(at(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 0.1, 0.2);
  expect([...split.train.time]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect([...split.validation.time]).toEqual([7]);
  expect([...split.test.time]).toEqual([8, 9]);
  expect(split.boundaries).toEqual({ validationFrom: 7, testFrom: 8 });
});

it('gives a tie at a boundary wholly to the later part', () => {
  const split = splitByShares(at(1, 2, 2, 3), 0.25, 0.25);
  expect([split.train, split.validation, split.test].map((part) => [...part.time])).toEqual([[1], [2, 2], [3]]);
});

it('refuses shares that leave nothing', () => {
  expect(() => splitByShares(at(1, 2, 3), 0.5, 0.5)).toThrow(InputError);
  for (const [validation, test] of [
    [0, 0.5],
    [0.5, 0],
  ] as const)
    expect(() => splitByShares(at(1, 2, 3), validation, test)).toThrow(
      `shares ${validation} for validation and ${test} for test\n  expected: two positive shares`,
    );
});
