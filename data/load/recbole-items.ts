import { concat } from '../concat.js';
import type { Reject } from '../dataset.js';
import { InputError } from '../errors.js';
import type { PropertyTimeline } from '../property-timeline.js';
import { TextIndex } from '../text-index.js';
import { buildTimeline } from './build-timeline.js';
import type { LayoutRequest } from './layout.js';
import { readSideTable } from './side-table.js';
import { IdColumn } from './table/id-column.js';
import { TextColumn } from './table/value-columns.js';

/**
 * Reads `NAME.item`: each column `name:token` and `name:token_seq` gives a token `name:WORD` for each of an item's words; numbers and
 * embeddings (`float`, `float_seq`) are left out.
 */
export async function loadItemWords(
  request: LayoutRequest,
  name: string,
): Promise<{ properties: PropertyTimeline; rejects: readonly Reject[] } | undefined> {
  const header = (await request.firstLine(name)).split('\t');
  const titles = header.flatMap((title) => /^(?!item_id:)(.*):token(_seq)?$/.exec(title.trim())?.[1] ?? []);
  if (!header.some((title) => title.startsWith('item_id')))
    throw new InputError(
      'has no column "item_id:token"',
      { file: name, line: 1 },
      'the items of RecBole’s atomic files',
    );
  const item = new IdColumn();
  const words = titles.map(() => new TextColumn());
  const columns = { item_id: item, ...Object.fromEntries(titles.map((title, i) => [title, words[i]!])) };
  const read = await readSideTable(request, name, { columns, header: true, delimiter: '\t' });
  if (!read) return undefined;
  const { vocabulary, dense } = item.encode(read.size);
  const values = new TextIndex();
  const names = new TextIndex();
  for (const title of titles) names.add(Buffer.from(title), 0, Buffer.byteLength(title));
  const codes = words.map((column) => {
    const { bytes, offsets } = column.texts.texts;
    const codeOf = Int32Array.from({ length: offsets.length - 1 }, (_, i) =>
      values.add(bytes, offsets[i]!, offsets[i + 1]!),
    );
    return column.first(read.size).map((code) => codeOf[code]!);
  });
  return {
    properties: buildTimeline({
      item: concat(Int32Array, ...titles.map(() => dense)),
      items: vocabulary,
      time: new Float64Array(titles.length * read.size).fill(Number.NEGATIVE_INFINITY),
      property: concat(Int32Array, ...titles.map((_, i) => new Int32Array(read.size).fill(i))),
      properties: names.texts,
      value: concat(Int32Array, ...codes),
      values: values.texts,
      kinds: titles.map(() => 'words'),
    }),
    rejects: read.rejects,
  };
}
