import { describe, expect, it } from 'vitest';
import { InputError } from '../data/index.js';
import { treeOf } from '../testing/content-of.js';
import { categoryPaths } from './category-paths.js';

describe('categoryPaths', () => {
  it('climbs from each category to its root', () => {
    const paths = categoryPaths(treeOf({ 0: -1, 2: 0, 5: -1, 7: 2 }));
    expect(Object.fromEntries(paths)).toEqual({ 0: [0], 2: [2, 0], 5: [5], 7: [7, 2, 0] });
  });

  it('takes a parent without a row of its own for a root', () => {
    expect(categoryPaths(treeOf({ 2: 9 })).get(2)).toEqual([2, 9]);
  });

  it('refuses a tree that goes in a circle', () => {
    const circle = treeOf({ 1: -1, 2: 4, 3: 2, 4: 3 });
    expect(() => categoryPaths(circle)).toThrow(InputError);
    expect(() => categoryPaths(circle)).toThrow(/category_tree\.csv.* circle: 2 → 4 → 3 → 2\n/);
    // 1 leads into the circle and is no part of it
    expect(() => categoryPaths(treeOf({ 1: 2, 2: 3, 3: 2 }))).toThrow(/ circle: 2 → 3 → 2\n/);
  });
});
