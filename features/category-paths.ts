import { InputError } from '../data/index.js';
import type { KnownCategories } from './known-categories.js';

/**
 * Returns the path from each category up to its root: itself, its parent, …, the root, as dense ids.
 * @throws InputError when the tree contains a cycle.
 */
export function categoryPaths({ categories, parent }: KnownCategories): readonly (readonly number[])[] {
  const paths: (readonly number[] | undefined)[] = Array.from(parent, () => undefined);
  for (const start of parent.keys()) {
    const climbed = new Set<number>();
    let category = start;
    while (category >= 0 && !paths[category]) {
      if (climbed.has(category)) throw circleAt(category, [...climbed], categories);
      climbed.add(category);
      category = parent[category]!;
    }
    let path = paths[category] ?? [];
    for (const passed of [...climbed].reverse()) {
      path = [passed, ...path];
      paths[passed] = path;
    }
  }
  return paths as (readonly number[])[];
}

function circleAt(category: number, climbed: readonly number[], categories: KnownCategories['categories']): InputError {
  const circle = [...climbed.slice(climbed.indexOf(category)), category].map((one) => categories.idOf(one));
  return new InputError(
    `the category tree (category_tree.csv, or item-category.csv) goes in a circle: ${circle.join(' → ')}`,
    {},
    'parents that lead to a root',
  );
}
