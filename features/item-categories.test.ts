import { describe, expect, it } from 'vitest';
import { type Id, idList, idsOf, loadDataset, Vocabulary } from '../data/index.js';
import { propertiesOf as describedAs, treeOf } from '../testing/content-of.js';
import { sharedData } from '../testing/shared-data.js';
import { itemCategories } from './item-categories.js';

const propertiesOf = (categories: Readonly<Record<Id, Id>>) =>
  describedAs(Object.fromEntries(Object.entries(categories).map(([item, category]) => [item, { category }])));

describe('itemCategories', () => {
  const items = new Vocabulary(Int32Array.of(100, 200, 300, 400, 500));
  const properties = propertiesOf({ 100: 7, 200: 5, 300: 9, 999: 5 });

  it('climbs from an item’s category to the root', () => {
    const found = itemCategories(items, { properties, categories: treeOf({ 1: -1, 2: 1, 5: -1, 7: 2 }) });
    expect(idList(found.categories.ids)).toEqual([5, 7, 9]);
    expect([...found.category]).toEqual([1, 0, 2, -1, -1]);
    expect(idList(found.roots.ids)).toEqual([1, 5, 9]);
    expect([...found.root]).toEqual([0, 1, 2, -1, -1]);
  });

  it('knows nothing without properties, and takes a category for its own root without a tree', () => {
    expect([...itemCategories(items, {}).category]).toEqual([-1, -1, -1, -1, -1]);
    expect([...itemCategories(items, { properties }).root]).toEqual([1, 0, 2, -1, -1]);
  });

  it('tells categories beyond 2⁵³ apart, and finds items and categories whose ids are texts', () => {
    const shop = new Vocabulary(idsOf(['SKU-1', 'SKU-2', 'SKU-3']));
    const [one, next, top] = ['9007199254740992', '9007199254740993', 'top'];
    const content = { properties: propertiesOf({ 'SKU-2': next, 'SKU-1': one }), categories: treeOf({ [one]: top }) };
    const found = itemCategories(shop, content);
    expect(idList(found.categories.ids)).toEqual([one, next]);
    expect([...found.category]).toEqual([0, 1, -1]);
    expect(idList(found.roots.ids)).toEqual([next, top]);
    expect([...found.root]).toEqual([1, 0, -1]);
  });

  it('knows a category of the properties in a tree whose ids are texts because one of them is', () => {
    const found = itemCategories(items, { properties, categories: treeOf({ 7: 'top', 5: 'top' }) });
    expect(idList(found.roots.ids)).toEqual(['9', 'top']);
  });
});

const sample = sharedData('retailrocket-sample');
describe.skipIf(!sample)('the original category tree (retailrocket-sample, skipped where missing)', () => {
  it('has 25 roots, each of its 1,669 categories beneath one of them', async () => {
    const { categories } = await loadDataset(sample!);
    const ids = idList(categories!.category).map((id) => [id, id]);
    const items = new Vocabulary(categories!.category);
    const found = itemCategories(items, { categories: categories!, properties: propertiesOf(Object.fromEntries(ids)) });
    expect(found.categories.size).toBe(1669);
    expect(found.roots.size).toBe(categories!.parent.filter((parent) => parent < 0).length);
    expect(found.roots.size).toBe(25);
  });
});
