import type { CategoryTree, ItemProperties } from '../data/index.js';
import { packLists } from '../data/index.js';
import type { ItemContent, TrainContent } from '../features/index.js';

/** A category tree of `category: parent`, −1 at a root. */
export const treeOf = (parents: Readonly<Record<number, number>>): CategoryTree => ({
  category: Int32Array.from(Object.keys(parents), Number),
  parent: Int32Array.from(Object.values(parents)),
});

/** What is known of one item, as a test writes it down. */
export interface ItemLine {
  readonly category?: number;
  readonly tokens?: readonly string[];
}

/** Properties of a few items by the shop's ids; what is not said is unknown. */
export function propertiesOf(lines: Readonly<Record<number, ItemLine>>): ItemProperties {
  const items = Object.values(lines);
  const tokenNames = [...new Set(items.flatMap(({ tokens }) => tokens ?? []))].sort();
  return {
    item: Int32Array.from(Object.keys(lines), Number),
    category: Int32Array.from(items, ({ category }) => category ?? -1),
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
