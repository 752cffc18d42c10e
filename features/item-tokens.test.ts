import { describe, expect, it } from 'vitest';
import { loadDataset, propertiesAsOf, Vocabulary } from '../data/index.js';
import { propertiesOf, treeOf } from '../testing/content-of.js';
import { sharedData } from '../testing/shared-data.js';
import type { ItemContent } from './item-content.js';
import { itemTokens, type TokenBounds } from './item-tokens.js';

const all: TokenBounds = { fewestItems: 1, largestShare: 1 };
const items = new Vocabulary(Int32Array.of(100, 200, 300));

/** The tokens of each item with how often they occur, e.g. `888:511 ×2`. */
const read = (content: ItemContent, bounds?: TokenBounds) => {
  const { offsets, values, weights, names } = itemTokens(items, content, bounds);
  return Array.from({ length: items.size }, (_, item) =>
    Array.from(values.subarray(offsets[item], offsets[item + 1]), (code, i) => {
      const times = weights[offsets[item]! + i]!;
      return times === 1 ? names[code]! : `${names[code]} ×${times}`;
    }),
  );
};

describe('itemTokens', () => {
  it('are the categories up to the root and the words of the properties', () => {
    const content = {
      properties: propertiesOf({
        100: { category: 7, tokens: ['888:511', '888:n24', '888:511'] },
        200: { category: 3 },
        999: { category: 8 },
      }),
      categories: treeOf({ 3: -1, 7: 3, 8: 3 }),
    };
    expect(read(content, all)).toEqual([['category:3', 'category:7', '888:511 ×2', '888:n24'], ['category:3'], []]);
  });

  it('take a category that the tree does not know as it is', () => {
    const properties = propertiesOf({ 200: { category: 0 }, 300: { category: 7 } });
    expect(read({ properties }, all)).toEqual([[], ['category:0'], ['category:7']]);
  });

  it('are none where nothing is known', () => {
    expect(read({}, all)).toEqual([[], [], []]);
  });

  it('leave out what only one item has, and what too many have', () => {
    const properties = propertiesOf({
      100: { tokens: ['a', 'b', 'c', 'c'] },
      200: { tokens: ['b', 'd'] },
      300: { tokens: ['b', 'd'] },
    });
    expect(read({ properties }, { largestShare: 0.7 })).toEqual([[], ['d'], ['d']]);
    expect(read({ properties }, { fewestItems: 3, largestShare: 1 })).toEqual([['b'], ['b'], ['b']]);
    const { items: itemsOf } = itemTokens(items, { properties }, all);
    expect([...itemsOf]).toEqual([1, 3, 1, 2]);
    const { offsets, values, weights } = itemTokens(items, { properties }, { largestShare: 0.7 });
    expect([[...offsets], values.length, weights.length]).toEqual([[0, 0, 1, 2], 2, 2]);
  });

  it('take the share of the items that have tokens', () => {
    const properties = propertiesOf({ 100: { tokens: ['a', 'b'] }, 200: { tokens: ['a'] }, 300: {} });
    // 2 of 2 items have a, which is more than .7; 2 of 3 would be less
    expect(read({ properties }, { fewestItems: 1, largestShare: 0.7 })).toEqual([['b'], [], []]);
  });
});

const dir = sharedData('retailrocket-categories');
describe.skipIf(!dir)(`items of retailrocket-categories${dir ? '' : ' (skipped: the data is not here)'}`, () => {
  it('have their category and its parent', async () => {
    const { log, properties, categories } = await loadDataset(dir!);
    const content = { properties: propertiesAsOf(properties!, log.time[0]!), categories: categories! };
    const { offsets, names } = itemTokens(log.items, content, all);
    const sizes = [0, 0, 0];
    for (let item = 0; item < log.items.size; item++) sizes[offsets[item + 1]! - offsets[item]!]!++;
    expect(sizes).toEqual([2659, 0, 22_621]);
    expect(names.length).toBe(757 + 232);
  });
});
