import { ascendingOrder } from '../ascending-order.js';
import { translate } from '../compact.js';
import { idList, idsOf, isText, type TextIds, takeIds } from '../ids.js';
import { numberPairs } from '../number-pairs.js';
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
  const pairs = numberPairs(property, value);
  const distinctValues = valueRank.length;
  const keys = Float64Array.from(
    pairs.first,
    (row) => propertyRank[property[row]!]! * distinctValues + valueRank[value[row]!]!,
  );
  const order = stableOrder(keys);
  const rank = new Int32Array(order.length);
  for (let at = 0; at < order.length; at++) rank[order[at]!] = at;
  const firsts = order.map((pair) => pairs.first[pair]!);
  const said: Said = {
    property: firsts.map((row) => property[row]!),
    value: firsts.map((row) => value[row]!),
    kinds,
  };
  return {
    statement: translate(pairs.number, rank, pairs.number),
    property: property.map((code) => propertyRank[code]!),
    statements: {
      property: said.property.map((code) => propertyRank[code]!),
      ...categoriesOf(said, values),
      available: Int8Array.from(said.value, (value, i) =>
        kinds[said.property[i]!] === 'available' ? values.bytes[values.offsets[value]!]! - 48 : -1,
      ),
      ...tokensOf(said, properties, values),
    },
  };
}

/** The distinct statements: codes of their properties and values, and what the values of each property are. */
interface Said {
  readonly property: Int32Array;
  readonly value: Int32Array;
  readonly kinds: readonly PropertyKind[];
}

function categoriesOf({ property, value, kinds }: Said, values: TextIds): Pick<Statements, 'category' | 'categoryIds'> {
  const ofCategory = value.filter((_, i) => kinds[property[i]!] === 'category');
  const texts = idList(takeIds(values, ofCategory)).map(String);
  // As in a column of ids: 7.0 is 7 where all are numbers, and a text of its own among texts.
  const numbers = idsOf(texts.map((text) => text.replace(/\.0$/, '')));
  const { vocabulary, dense } = Vocabulary.ascending(isText(numbers) ? idsOf(texts) : numbers);
  let next = 0;
  return {
    category: property.map((code) => (kinds[code] === 'category' ? dense[next++]! : -1)),
    categoryIds: vocabulary.ids,
  };
}

const SPACE = 32;

/** Each statement's words as codes of tokens `property:word`, in the order of the text; token codes ascend with the tokens. */
function tokensOf(said: Said, properties: TextIds, values: TextIds): Pick<Statements, 'tokens' | 'tokenNames'> {
  const tokens = new TextIndex();
  const offsets = new Int32Array(said.value.length + 1);
  const codes = new Int32Array(mostWords(said, values));
  let size = 0;
  let token = new Uint8Array(256);
  for (let i = 0; i < said.value.length; i++) {
    const [property, value] = [said.property[i]!, said.value[i]!];
    const kind = said.kinds[property];
    if (kind === 'words' || kind === 'token') {
      const name = properties.bytes.subarray(properties.offsets[property]!, properties.offsets[property + 1]!);
      const longest = name.length + 1 + values.offsets[value + 1]! - values.offsets[value]!;
      if (token.length < longest) token = new Uint8Array(2 * longest);
      token.set(name);
      token[name.length] = 58;
      const end = values.offsets[value + 1]!;
      for (let at = values.offsets[value]!, length = name.length + 1; at <= end; at++) {
        if (at < end && (kind === 'token' || values.bytes[at] !== SPACE)) token[length++] = values.bytes[at]!;
        else if (length > name.length + 1) {
          codes[size++] = tokens.add(token, 0, length);
          length = name.length + 1;
        }
      }
    }
    offsets[i + 1] = size;
  }
  const rank = ranksOf(tokens.texts);
  const names = new Array<string>(rank.length);
  for (const [code, text] of idList(tokens.texts).entries()) names[rank[code]!] = text as string;
  return { tokens: { offsets, values: codes.slice(0, size).map((code) => rank[code]!) }, tokenNames: names };
}

/** An upper bound of the number of words in all statements. */
function mostWords({ value }: Said, { bytes, offsets }: TextIds): number {
  let most = 0;
  for (let i = 0; i < value.length; i++) {
    most++;
    for (let at = offsets[value[i]!]!; at < offsets[value[i]! + 1]!; at++) if (bytes[at] === SPACE) most++;
  }
  return most;
}
