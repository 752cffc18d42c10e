import { permutation, streamOf } from './draws.js';
import type { ShopParameters } from './shop.js';

/**
 * The shop's category tree, categories in depth-first order: the categories under `c` are `c + 1 … end[c] − 1`.
 */
export interface ShopTree {
  /** The shop's category ids. */
  readonly id: Int32Array;
  /** Position of the parent, −1 at a root. */
  readonly parent: Int32Array;
  readonly end: Int32Array;
  /** Positions of the categories without children, which hold the items. */
  readonly leaves: Int32Array;
}

/** Draws a tree with the given number of categories at each depth. */
export function growTree({ seed, categoriesAtDepth }: ShopParameters): ShopTree {
  const random = streamOf(seed, 'tree');
  const children: number[][] = [];
  const roots: number[] = [];
  let level: number[] = [];
  for (const count of categoriesAtDepth) {
    const above = level;
    level = [];
    for (let i = 0; i < count; i++) {
      const node = children.push([]) - 1;
      // The square of a uniform draw favours the first parents, so some have many children and some none.
      if (above.length === 0) roots.push(node);
      else children[above[Math.floor(random.float() ** 2 * above.length)]!]!.push(node);
      level.push(node);
    }
  }

  const n = children.length;
  const parent = new Int32Array(n);
  const end = new Int32Array(n);
  const leaves: number[] = [];
  let next = 0;
  const visit = (node: number, above: number): void => {
    const position = next++;
    parent[position] = above;
    for (const child of children[node]!) visit(child, position);
    end[position] = next;
    if (children[node]!.length === 0) leaves.push(position);
  };
  for (const root of roots) visit(root, -1);
  return { id: permutation(n, random), parent, end, leaves: Int32Array.from(leaves) };
}
