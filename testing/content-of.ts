import { type CategoryTree, type Id, type ItemProperties, idsOf, packLists, Vocabulary } from '../data/index.js';
import type { ItemContent, TrainContent } from '../features/index.js';

/** A category tree of `category: parent`, −1 at a root; a parent need not have an entry of its own. */
export function treeOf(parents: Readonly<Record<Id, Id>>): CategoryTree {
  const listed = Object.keys(parents);
  const above = Object.values(parents).map(String);
  const category = idsOf([...new Set([...listed, ...above.filter((id) => id !== '-1')])]);
  const known = new Vocabulary(category);
  const parent = new Int32Array(known.size).fill(-1);
  for (const [i, id] of above.entries()) parent[i] = known.indexOf(id);
  return { category, parent };
}

/** What is known of one item, as a test writes it down. */
export interface ItemLine {
  readonly category?: Id;
  readonly tokens?: readonly string[];
}

/** Properties of a few items by the shop's ids; what is not said is unknown. */
export function propertiesOf(lines: Readonly<Record<string, ItemLine>> | readonly ItemLine[]): ItemProperties {
  const items: readonly ItemLine[] = Object.values(lines);
  const tokenNames = [...new Set(items.flatMap(({ tokens }) => tokens ?? []))].sort();
  const categories = new Vocabulary(idsOf([...new Set(items.flatMap(({ category }) => category ?? []))]));
  return {
    item: idsOf(Object.keys(lines)),
    category: Int32Array.from(items, ({ category }) => (category === undefined ? -1 : categories.indexOf(category))),
    categoryIds: categories.ids,
    available: new Int8Array(items.length).fill(-1),
    tokens: packLists(items.map(({ tokens }) => (tokens ?? []).map((token) => tokenNames.indexOf(token)))),
    tokenNames,
  };
}

/** What a model is told of items, at whatever moment a test thinks of. Only tests may brand content by hand. */
export const contentOf = (content: ItemContent): TrainContent => content as TrainContent;

/** What the shop says of the checkerboard's items: even ones are of category 10 and white, odd ones of category 11 and black. */
export function checkerboardContent(): TrainContent {
  const lines = Array.from({ length: 20 }, (_, item) => ({
    category: 10 + (item % 2),
    tokens: [item % 2 === 0 ? 'colour:white' : 'colour:black', `size:${item % 5}`],
  }));
  return contentOf({ properties: propertiesOf(lines), categories: treeOf({ 1: -1, 10: 1, 11: 1 }) });
}
