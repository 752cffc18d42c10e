import { expect, it } from 'vitest';
import { listAt, packLists, type WeightedLists } from '../../../data/index.js';
import { queriesOf } from '../../../testing/queries-of.js';
import { queryBags } from './context-bags.js';
import { itemBags } from './item-bags.js';

const noTokens = { ...packLists([[], [], [], [], []]), weights: new Float32Array(0) };
const reading = { lastItems: 2, decay: 0.5 };

const told = (bags: WeightedLists) =>
  Array.from({ length: bags.offsets.length - 1 }, (_, bag) =>
    Array.from(listAt(bags, bag), (item, at) => `${item}×${bags.weights[bags.offsets[bag]! + at]!.toFixed(2)}`).join(
      ' ',
    ),
  );

it('sums up the distinct items of a history alike, of a session the last ones, passing over items that are unknown', () => {
  const lines = [{ context: [4, 1, 4] }, { context: [3, 2, 77, 1] }, { context: [99] }, { context: [] }];
  const bags = (scope: 'history' | 'session') =>
    told(queryBags(queriesOf(lines, scope), itemBags(noTokens, 0), reading));
  expect(bags('history')).toEqual(['4×0.50 1×0.50', '3×0.33 2×0.33 1×0.33', '', '']);
  expect(bags('session')).toEqual(['1×0.33 4×0.67', '2×0.33 1×0.67', '', '']);
});
