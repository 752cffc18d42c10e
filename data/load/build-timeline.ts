import { ascendingOrder } from '../ascending-order.js';
import { idList, idsOf, type TextIds, takeIds } from '../ids.js';
import type { PropertyTimeline, Statements } from '../property-timeline.js';
import { stableOrder } from '../stable-order.js';
import { TextIndex } from '../text-index.js';
import { Vocabulary } from '../vocabulary.js';
import { FactColumns } from './fact-columns.js';

/** What a property's values are: a category, whether the item is in stock, one token, or words. */
export type PropertyKind = 'category' | 'available' | 'token' | 'words';

/** Rows that state something about an item from a time on; of one time and property the later row counts. */
export interface StatedRows {
  /** Dense item id of each row. */
  readonly item: Int32Array;
  readonly items: Vocabulary;
  /** Milliseconds since 1970. */
  readonly time: Float64Array;
  /** Code of each row's property and of its value. */
  readonly property: Int32Array;
  readonly properties: TextIds;
  readonly value: Int32Array;
  readonly values: TextIds;
  /** What the values of each property are. */
  readonly kinds: readonly PropertyKind[];
}

/** Builds the timeline of what rows state about items. Rows that say the same again are left out. */
export function buildTimeline(rows: StatedRows): PropertyTimeline {
  const { code: since, sorted: moments } = rankTimes(rows.time);
  const said = numberStatements(rows);
  const order = sortedBy(sortedBy(stableOrder(since), said.property), rows.item);
  const facts = new FactColumns(said.statements.property, rows.items.size, rows.item.length);
  for (const row of order) facts.add(rows.item[row]!, since[row]!, said.statement[row]!);
  const { item, ...columns } = facts.columns();
  return { ...columns, item: takeIds(rows.items.ids, item), moments, statements: said.statements };
}

/** Positions in ascending order of a key, those of equal keys as they were. */
function sortedBy(order: Int32Array, key: Int32Array): Int32Array {
  const keys = order.map((row) => key[row]!);
  return stableOrder(keys).map((at) => order[at]!);
}

/** The distinct times, ascending, and the place of each row's among them. */
function rankTimes(time: Float64Array): { code: Int32Array; sorted: Float64Array } {
  const order = stableOrder(time);
  const code = new Int32Array(time.length);
  const sorted: number[] = [];
  for (const row of order) {
    if (sorted.length === 0 || sorted.at(-1) !== time[row]) sorted.push(time[row]!);
    code[row] = sorted.length - 1;
  }
  return { code, sorted: Float64Array.from(sorted) };
}

/** The place of each text in ascending order. */
function ranksOf(texts: TextIds): Int32Array {
  const order = ascendingOrder(texts);
  const rank = new Int32Array(order.length);
  for (let at = 0; at < order.length; at++) rank[order[at]!] = at;
  return rank;
}

/** Numbers the distinct pairs of a property and a value, in ascending order of their texts; and the rank of each row's property. */
function numberStatements({ property, properties, value, values, kinds }: StatedRows): {
  statement: Int32Array;
  property: Int32Array;
  statements: Statements;
} {
  const [propertyRank, valueRank] = [ranksOf(properties), ranksOf(values)];
  const distinctValues = valueRank.length;
  const keys = new Float64Array(property.length);
  for (let row = 0; row < keys.length; row++)
    keys[row] = propertyRank[property[row]!]! * distinctValues + valueRank[value[row]!]!;
  const order = stableOrder(keys);
  const statement = new Int32Array(keys.length);
  const firsts: number[] = [];
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!;
    if (at === 0 || keys[order[at - 1]!] !== keys[row]) firsts.push(row);
    statement[row] = firsts.length - 1;
  }
  return {
    statement,
    property: property.map((code) => propertyRank[code]!),
    statements: {
      property: Int32Array.from(firsts, (row) => propertyRank[property[row]!]!),
      ...valuesOf(
        firsts.map((row) => ({ property: property[row]!, value: value[row]!, kind: kinds[property[row]!]! })),
        properties,
        values,
      ),
    },
  };
}

interface Statement {
  readonly property: number;
  readonly value: number;
  readonly kind: PropertyKind;
}

function valuesOf(said: readonly Statement[], properties: TextIds, values: TextIds): Omit<Statements, 'property'> {
  const ofCategory = said.filter(({ kind }) => kind === 'category').map(({ value }) => value);
  const categories = Vocabulary.ascending(idsOf(idList(takeIds(values, ofCategory))));
  let category = 0;
  return {
    category: Int32Array.from(said, ({ kind }) => (kind === 'category' ? categories.dense[category++]! : -1)),
    categoryIds: categories.vocabulary.ids,
    available: Int8Array.from(said, ({ kind, value }) =>
      kind === 'available' ? values.bytes[values.offsets[value]!]! - 48 : -1,
    ),
    ...tokensOf(said, properties, values),
  };
}

const SPACE = 32;

/** Each statement's words as codes of tokens `property:word`, in the order of the text; token codes ascend with the tokens. */
function tokensOf(
  said: readonly Statement[],
  properties: TextIds,
  values: TextIds,
): Pick<Statements, 'tokens' | 'tokenNames'> {
  const tokens = new TextIndex();
  const offsets = new Int32Array(said.length + 1);
  const codes: number[] = [];
  let token = new Uint8Array(256);
  for (const [i, { property, value, kind }] of said.entries()) {
    if (kind === 'words' || kind === 'token') {
      const name = properties.bytes.subarray(properties.offsets[property]!, properties.offsets[property + 1]!);
      const longest = name.length + 1 + values.offsets[value + 1]! - values.offsets[value]!;
      if (token.length < longest) token = new Uint8Array(2 * longest);
      token.set(name);
      token[name.length] = 58;
      const end = values.offsets[value + 1]!;
      for (let at = values.offsets[value]!, size = name.length + 1; at <= end; at++) {
        if (at < end && (kind === 'token' || values.bytes[at] !== SPACE)) token[size++] = values.bytes[at]!;
        else {
          codes.push(tokens.add(token, 0, size));
          size = name.length + 1;
        }
      }
    }
    offsets[i + 1] = codes.length;
  }
  const rank = ranksOf(tokens.texts);
  const names = new Array<string>(rank.length);
  for (const [code, text] of idList(tokens.texts).entries()) names[rank[code]!] = text as string;
  return { tokens: { offsets, values: Int32Array.from(codes, (code) => rank[code]!) }, tokenNames: names };
}
