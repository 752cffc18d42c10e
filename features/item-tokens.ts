import { listAt, type Vocabulary, type WeightedLists } from '../data/index.js';
import { categoryPaths } from './category-paths.js';
import type { ItemContent } from './item-content.js';
import { knownCategories } from './known-categories.js';

/** Bounds on the number of items that share a token. */
export interface TokenBounds {
  /** Tokens of fewer items are left out: they link an item to no other. 2 by default. */
  readonly fewestItems?: number;
  /** Tokens of more than this share of the items with tokens are left out. 1/2 by default. */
  readonly largestShare?: number;
}

/**
 * The tokens of each item of a vocabulary (CSR: list `i` holds the codes of item `i`'s tokens, ascending, and parallel to
 * them how often each occurs).
 */
export interface ItemTokens extends WeightedLists {
  /** The token of each code: `category:ID`, or as written in the shop's data, e.g. `888:n24.000` or `genre:Comedy`. */
  readonly names: readonly string[];
  /** The number of items that have each token. */
  readonly items: Int32Array;
}

/**
 * Collects item content as tokens: an item's category, each category above it, and the words of its properties.
 * Availability is left out because it changes.
 *
 * An item of category 7, beneath 3, with the property 888 = "n24.000 511 511" has the tokens category:3, category:7 and
 * 888:n24.000 once, 888:511 twice.
 * @throws InputError when the category tree contains a cycle.
 */
export function itemTokens(items: Vocabulary, content: ItemContent, bounds: TokenBounds = {}): ItemTokens {
  const { fewestItems = 2, largestShare = 0.5 } = bounds;
  const raw = rawTokens(items, content);
  const { itemsOf, described, total } = countItems(items.size, raw);
  const kept = Int32Array.from(itemsOf.keys()).filter(
    (token) => itemsOf[token]! >= fewestItems && itemsOf[token]! <= largestShare * described,
  );
  const codeOf = new Int32Array(itemsOf.length).fill(-1);
  for (let code = 0; code < kept.length; code++) codeOf[kept[code]!] = code;

  const offsets = new Int32Array(items.size + 1);
  const values = new Int32Array(total);
  const weights = new Float32Array(total);
  let size = 0;
  for (let item = 0; item < items.size; item++) {
    for (const token of raw.of(item)) {
      const code = codeOf[token]!;
      if (code < 0) continue;
      if (size === offsets[item] || values[size - 1] !== code) values[size++] = code;
      weights[size - 1]!++;
    }
    offsets[item + 1] = size;
  }
  return {
    offsets,
    values: values.slice(0, size),
    weights: weights.slice(0, size),
    names: Array.from(kept, raw.nameOf),
    items: kept.map((token) => itemsOf[token]!),
  };
}

interface RawTokens {
  /** Upper bound of the token codes. */
  readonly size: number;
  /** An item's tokens, ascending, repeats kept. */
  readonly of: (item: number) => Int32Array;
  readonly nameOf: (token: number) => string;
}

/** Numbers the tokens: first the categories by id, then the properties' tokens by code. */
function rawTokens(items: Vocabulary, content: ItemContent): RawTokens {
  const { properties } = content;
  const none = new Int32Array(0);
  const entryOf = new Int32Array(items.size).fill(-1);
  const described = items.indexAll(properties?.item ?? none);
  for (let entry = 0; entry < described.length; entry++) if (described[entry]! >= 0) entryOf[described[entry]!] = entry;
  const known = knownCategories(content);
  const paths = categoryPaths(known);
  const { size: categories } = known.categories;
  return {
    size: categories + (properties?.tokenNames.length ?? 0),
    of: (item) => {
      const entry = entryOf[item]!;
      if (entry < 0) return none;
      const path = paths[known.ofEntry[entry]!] ?? [];
      const words = listAt(properties!.tokens, entry);
      const tokens = new Int32Array(path.length + words.length);
      tokens.set(path);
      for (let i = 0; i < words.length; i++) tokens[path.length + i] = categories + words[i]!;
      return tokens.sort();
    },
    nameOf: (token) =>
      token < categories ? `category:${known.categories.idOf(token)}` : properties!.tokenNames[token - categories]!,
  };
}

/** Counts the items with each token, the items with any token, and all tokens of all items. */
function countItems(items: number, { size, of }: RawTokens) {
  const itemsOf = new Int32Array(size);
  let described = 0;
  let total = 0;
  for (let item = 0; item < items; item++) {
    const tokens = of(item);
    if (tokens.length > 0) described++;
    total += tokens.length;
    for (let i = 0; i < tokens.length; i++) if (tokens[i] !== tokens[i - 1]) itemsOf[tokens[i]!]!++;
  }
  return { itemsOf, described, total };
}
