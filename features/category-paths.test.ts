import { describe, expect, it } from 'vitest';
import { type Id, InputError } from '../data/index.js';
import { treeOf } from '../testing/content-of.js';
import { categoryPaths } from './category-paths.js';
import { knownCategories } from './known-categories.js';

/** The path of each category of a tree, ascending, in the shop's ids. */
function pathsOf(parents: Readonly<Record<Id, Id>>): Id[][] {
  const known = knownCategories({ categories: treeOf(parents) });
  return categoryPaths(known).map((path) => path.map((category) => known.categories.idOf(category)));
}

describe('categoryPaths', () => {
  it('climbs from each category to its root', () => {
    expect(pathsOf({ 0: -1, 2: 0, 5: -1, 7: 2 })).toEqual([[0], [2, 0], [5], [7, 2, 0]]);
  });

  it('takes a parent without a row of its own for a root', () => {
    expect(pathsOf({ 2: 9 })).toEqual([[2, 9], [9]]);
  });

  it('refuses a tree that goes in a circle', () => {
    const circle = { 1: -1, 2: 4, 3: 2, 4: 3 };
    expect(() => pathsOf(circle)).toThrow(InputError);
    expect(() => pathsOf(circle)).toThrow(/category_tree\.csv.* circle: 2 → 4 → 3 → 2\n/);
    // 1 leads into the circle and is no part of it
    expect(() => pathsOf({ 1: 2, 2: 3, 3: 2 })).toThrow(/ circle: 2 → 3 → 2\n/);
  });
});
