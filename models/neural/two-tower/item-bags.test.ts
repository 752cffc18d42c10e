import { expect, it } from 'vitest';
import { packLists } from '../../../data/index.js';
import { itemBags } from './item-bags.js';

it('makes an item of its own embedding and the mean of its heaviest tokens’', () => {
  const tokens = { ...packLists([[0, 1, 2], [1], []]), weights: Float32Array.of(0.9, 0.1, 0.5, 1) };
  expect(itemBags(tokens, 2)).toEqual({
    ...packLists([[0, 3, 5], [1, 4], [2]]),
    weights: Float32Array.of(1, 0.5, 0.5, 1, 1, 1),
  });
  expect(itemBags(tokens, 0)).toEqual({ ...packLists([[0], [1], [2]]), weights: Float32Array.of(1, 1, 1) });
});
