import { type CategoryTree, InputError } from '../data/index.js';

/**
 * Returns the path from each category of the tree up to its root: itself, its parent, …, the root, as the shop's ids.
 * @throws InputError when the tree contains a cycle.
 */
export function categoryPaths(tree: CategoryTree): ReadonlyMap<number, readonly number[]> {
  const parentOf = new Map(Array.from(tree.category, (id, i) => [id, tree.parent[i]!]));
  const paths = new Map<number, readonly number[]>();
  for (const start of tree.category) {
    const climbed = new Set<number>();
    let id = start;
    while (id >= 0 && !paths.has(id)) {
      if (climbed.has(id)) throw circleAt(id, [...climbed]);
      climbed.add(id);
      id = parentOf.get(id) ?? -1;
    }
    let path = paths.get(id) ?? [];
    for (const passed of [...climbed].reverse()) {
      path = [passed, ...path];
      paths.set(passed, path);
    }
  }
  return paths;
}

function circleAt(id: number, climbed: readonly number[]): InputError {
  const circle = [...climbed.slice(climbed.indexOf(id)), id];
  return new InputError(
    `the category tree (category_tree.csv, or item-category.csv) goes in a circle: ${circle.join(' → ')}`,
    {},
    'parents that lead to a root',
  );
}
