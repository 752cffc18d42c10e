import type { Random } from '../random.js';
import type { Catalogue } from './catalogue.js';
import type { Demand } from './demand.js';
import type { BrowsingParameters } from './shop.js';
import type { ShopTree } from './tree.js';
import { favouritesEach, type Visitors } from './visitors.js';

/**
 * A place where a visitor may look for the next item: a range of the catalogue and its probability. The order is the
 * product line of the item in view, its category, the sibling categories, the visitor's three favourites, the whole
 * shop.
 */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly chance: number;
}

/** The shop as it is browsed: the visitors, the catalogue, and the chances of moving from item to item. */
export interface BrowsedShop {
  readonly tree: ShopTree;
  readonly catalogue: Catalogue;
  readonly visitors: Pick<Visitors, 'favourites' | 'style'>;
  readonly browsing: BrowsingParameters;
}

/** Returns the places that a visitor's new view may come from, given the item in view (−1 at the start of a session). */
export function placesOf(shop: BrowsedShop, visitor: number, last: number): Place[] {
  const { tree, catalogue, visitors, browsing } = shop;
  const places: Place[] = [];
  if (last >= 0) {
    const leaf = catalogue.category[last]!;
    const above = tree.parent[leaf]!;
    places.push({ start: catalogue.lineStart[last]!, end: catalogue.lineEnd[last]!, chance: browsing.line });
    places.push(categoryPlace(catalogue, leaf, browsing.category));
    places.push(categoryPlace(catalogue, above < 0 ? leaf : above, browsing.sibling));
  }
  const taste = last >= 0 ? browsing.taste : 1 - browsing.anywhere;
  for (let i = 0; i < favouritesEach; i++) {
    const favourite = visitors.favourites[visitor * favouritesEach + i]!;
    places.push(categoryPlace(catalogue, favourite, taste * browsing.favourites[i]!));
  }
  places.push({ start: 0, end: catalogue.id.length, chance: browsing.anywhere });
  return places;
}

const categoryPlace = (catalogue: Catalogue, category: number, chance: number): Place => ({
  start: catalogue.categoryStart[category]!,
  end: catalogue.categoryEnd[category]!,
  chance,
});

/**
 * Draws the first view of a session that does not continue an earlier one (`last` −1), or the new view after `last`. If
 * nothing else is for sale in the place drawn, the view comes from the whole shop.
 */
export function newView(shop: BrowsedShop, demand: Demand, visitor: number, last: number, random: Random): number {
  const places = placesOf(shop, visitor, last);
  const style = shop.visitors.style[visitor]!;
  const { styleWeight } = shop.browsing;
  let u = random.float();
  let chosen = 0;
  while (chosen < places.length - 1 && u >= places[chosen]!.chance) u -= places[chosen++]!.chance;
  const { start, end } = places[chosen]!;
  const item = demand.draw(start, end, last, style, styleWeight, random);
  return item >= 0 ? item : demand.draw(0, shop.catalogue.id.length, last, style, styleWeight, random);
}

/**
 * Draws the next view of a session: the last item again, one of the earlier views of the latest `backWindow` (other than
 * the last item; an item seen twice counts twice), or a new view.
 * @param views the session's views so far, oldest first; at least one.
 */
export function nextView(
  shop: BrowsedShop,
  demand: Demand,
  visitor: number,
  views: readonly number[],
  random: Random,
): number {
  const { repeat, back } = shop.browsing;
  const last = views.at(-1)!;
  const u = random.float();
  if (u < repeat) return last;
  if (u < repeat + back) {
    const earlier = earlierViews(views, shop.browsing.backWindow);
    if (earlier.length > 0) return earlier[Math.floor(random.float() * earlier.length)]!;
  }
  return newView(shop, demand, visitor, last, random);
}

/** Returns the views that a visitor can go back to. */
export function earlierViews(views: ArrayLike<number>, window: number): number[] {
  const last = views[views.length - 1]!;
  const earlier: number[] = [];
  for (let i = Math.max(0, views.length - window); i < views.length - 1; i++)
    if (views[i] !== last) earlier.push(views[i]!);
  return earlier;
}
