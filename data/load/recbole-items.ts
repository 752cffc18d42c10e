import { basename } from 'node:path';
import type { Reject } from '../dataset.js';
import { InputError } from '../errors.js';
import type { PropertyTimeline } from '../property-timeline.js';
import { buildTimeline } from './build-timeline.js';
import type { LayoutRequest } from './layout.js';
import { readSideTable } from './side-table.js';
import { type StatedColumn, statedRows } from './stated-rows.js';
import { IdColumn } from './table/id-column.js';
import { plainName } from './table/table-header.js';
import { TextColumn } from './table/value-columns.js';

/** What a column of categories is called, in the spelling of `plainName`. */
const categoryNames = ['category', 'categoryid'];

/**
 * Reads `NAME.item`: `category:token` is the item's category; each other column `name:token` and `name:token_seq` gives a token
 * `name:WORD` for each of an item's words. Numbers and embeddings (`float`, `float_seq`) are left out. Undefined where nothing is left.
 */
export async function loadItemWords(
  request: LayoutRequest,
  name: string,
): Promise<{ properties: PropertyTimeline; rejects: readonly Reject[] } | undefined> {
  const header = (await request.firstLine(name)).split('\t').map((title) => title.trim());
  const titles = header.flatMap((title) => /^(?!item_id:)(.*):token(_seq)?$/.exec(title)?.[1] ?? []);
  if (!header.some((title) => title.startsWith('item_id')))
    throw new InputError(
      'has no column "item_id:token"',
      { file: basename(name), line: 1 },
      'the items of RecBole’s atomic files',
    );
  if (titles.length === 0) return undefined;
  const item = new IdColumn();
  const words = titles.map(() => new TextColumn());
  const columns = { item_id: item, ...Object.fromEntries(titles.map((title, i) => [title, words[i]!])) };
  const read = await readSideTable(request, name, { columns, header: true, delimiter: '\t' });
  if (!read) return undefined;
  const { vocabulary, dense } = item.encode(read.size);
  const stated = titles.map((title, i) => statedBy(title, words[i]!, dense));
  return { properties: buildTimeline(statedRows(stated, vocabulary)), rejects: read.rejects };
}

/** What a column states of the items that it has a text for. */
function statedBy(name: string, column: TextColumn, items: Int32Array): StatedColumn {
  const codes = column.known(items.length);
  const code = codes.filter((code) => code >= 0);
  return {
    name,
    kind: categoryNames.includes(plainName(name)) ? 'category' : 'words',
    item: items.filter((_, row) => codes[row]! >= 0),
    time: new Float64Array(code.length).fill(Number.NEGATIVE_INFINITY),
    code,
    values: column.texts.texts,
  };
}
