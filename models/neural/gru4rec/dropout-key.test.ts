import { expect, it } from 'vitest';
import { dropoutMask } from '../training/dropout-mask.js';
import { dropoutKey } from './dropout-key.js';

it('every step and every place in it has a mask of its own', () => {
  const masks = [1, 2, 3].flatMap((step) =>
    [0, 1, 2].map((place) => dropoutMask(4, 16, 0.5, dropoutKey(step, place)).join()),
  );
  expect(new Set(masks).size).toBe(9);
});
