import type { Random } from '../random.js';
import { curveAt } from './curve.js';
import { logNormal, permutation, streamOf } from './draws.js';
import { published } from './published.js';
import type { ShopParameters } from './shop.js';
import type { ShopTree } from './tree.js';

/**
 * The shop's items, sorted by category and within a category by product line: the items of a category (including its
 * descendants) and those of a line are each a range of positions.
 */
export interface Catalogue {
  /** The shop's item ids. */
  readonly id: Int32Array;
  /** Position in the tree of the item's category. */
  readonly category: Int32Array;
  /** Range of the item's line: first position and one past the last. */
  readonly lineStart: Int32Array;
  readonly lineEnd: Int32Array;
  /** 0 … styles − 1. */
  readonly style: Uint8Array;
  /** Expected events over the whole log, before visitors' tastes. */
  readonly demand: Float64Array;
  /** Standard normal. */
  readonly quality: Float32Array;
  /** First day on which it is for sale and the day after the last, as days of the log; negative before its start. */
  readonly arrival: Int16Array;
  readonly departure: Int16Array;
  /** Range of each category of the tree. */
  readonly categoryStart: Int32Array;
  readonly categoryEnd: Int32Array;
}

/** Fills the tree with items. */
export function fillCatalogue(parameters: ShopParameters, tree: ShopTree): Catalogue {
  const { items, seed, catalogue: of } = parameters;
  const random = streamOf(seed, 'catalogue');
  const sizes = categorySizes(parameters, tree.leaves.length);
  const [fewest, most] = of.lineItems;
  const demandRank = permutation(items, random);
  const catalogue = {
    id: shopIds(items, random),
    category: new Int32Array(items),
    lineStart: new Int32Array(items),
    lineEnd: new Int32Array(items),
    style: new Uint8Array(items),
    demand: new Float64Array(items),
    quality: new Float32Array(items),
    arrival: new Int16Array(items),
    departure: new Int16Array(items),
    categoryStart: new Int32Array(tree.id.length),
    categoryEnd: new Int32Array(tree.id.length),
  };
  let item = 0;
  tree.leaves.forEach((leaf, i) => {
    const leafEnd = item + sizes[i]!;
    catalogue.categoryStart[leaf] = item;
    catalogue.categoryEnd[leaf] = leafEnd;
    while (item < leafEnd) {
      const start = item;
      const end = Math.min(leafEnd, item + fewest + random.int(most - fewest + 1));
      for (; item < end; item++) {
        catalogue.category[item] = leaf;
        catalogue.lineStart[item] = start;
        catalogue.lineEnd[item] = end;
        catalogue.style[item] = random.int(of.styles);
        catalogue.demand[item] = curveAt(of.demand, (demandRank[item]! + 0.5) / items);
        catalogue.quality[item] = random.normal();
        const old = random.float() < of.oldItems;
        const arrival = old ? -1 : random.int(published.days - 1);
        const lifetime = 1 - of.lifetimeDays * Math.log(1 - random.float());
        catalogue.arrival[item] = arrival;
        catalogue.departure[item] =
          random.float() < of.lastingItems
            ? published.days
            : Math.min(published.days, Math.ceil(arrival + 1 + lifetime));
      }
    }
  });
  // Parents precede their children: in reverse order, each passes its range up.
  for (let category = tree.id.length - 1; category >= 0; category--) {
    const first = category + 1;
    if (tree.end[category] === first) continue;
    catalogue.categoryStart[category] = catalogue.categoryStart[first]!;
    catalogue.categoryEnd[category] = catalogue.categoryEnd[lastChild(tree, category)]!;
  }
  return catalogue;
}

/** The last direct child: the category whose subtree ends where the parent's does. */
function lastChild(tree: ShopTree, category: number): number {
  let child = category + 1;
  while (tree.end[child]! < tree.end[category]!) child = tree.end[child]!;
  return child;
}

/** Number of items in each category: log-normal shares, at least one each, that sum to all items. */
function categorySizes({ items, seed, catalogue }: ShopParameters, leaves: number): Int32Array {
  const random = streamOf(seed, 'sizes');
  const shares = Float64Array.from({ length: leaves }, () => logNormal(1, catalogue.categorySpread, random));
  const total = shares.reduce((a, b) => a + b, 0);
  const sizes = Int32Array.from(shares, (share) => Math.max(1, Math.floor((share / total) * items)));
  const largest = sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b), 0));
  sizes[largest]! += items - sizes.reduce((a, b) => a + b, 0);
  return sizes;
}

/** Distinct ids in random order with gaps between them, as in a real shop. */
function shopIds(items: number, random: Random): Int32Array {
  const order = permutation(items, random);
  return order.map((rank) => Math.floor(rank * 1.6) + 1);
}
