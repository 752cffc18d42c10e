import { counted } from '../count-text.js';
import { shown } from '../shown.js';
import { cut } from './cut.js';
import type { FileSample, NoTable } from './file-sample.js';
import { looksLikeHeader } from './looks-like-header.js';

const delimiters = [',', ';', '\t', '|', '::'] as const;

/** The first rows of a table of text, cut by the delimiter that makes most fields in all rows alike. */
export function sampleText(bytes: Buffer, most: number): FileSample | NoTable {
  const firstLine = bytes.subarray(0, 1000).toString().split(/\r?\n/)[0]!;
  if (/^"?sep=.{0,2}"?$/.test(firstLine))
    return {
      why: `begins with the line ${shown(firstLine)}, which Excel adds`,
      remedy: 'delete that line: sed -i 1d FILE',
    };
  const start = bytes.subarray(0, 200_000);
  const choices = delimiters.map((delimiter) => {
    const records = cut(start, delimiter, 200);
    const fields = usualFields(records);
    const alike = records.filter(({ length }) => length === fields || length === fields + 1).length;
    const isTable = fields > 1 && alike >= 0.8 * records.length;
    // A header has as many fields: then delimiters within cells do not count.
    const isLikeFirst = (records[0]?.length ?? 0) >= fields;
    return { delimiter, fields, score: isTable ? fields + (isLikeFirst ? 1000 : 0) : 1 };
  });
  const { delimiter, fields, score } = choices.reduce((a, b) => (b.score > a.score ? b : a));
  if (score < 2) return { why: 'is no table: its lines have one field each, by any of , ; tab | ::' };
  const [first = [], ...rest] = cut(bytes, delimiter, most);
  if (first.length < fields) return withoutHeader(first, fields, delimiter, bytes);
  const hasHeader = looksLikeHeader(first, rest);
  const names = first.map((name, i) => (hasHeader ? name : `column${i + 1}`));
  const rows = (hasHeader ? rest : [first, ...rest]).filter(({ length }) => length >= names.length);
  if (rows.length === 0 && rest.length > 0) return withoutHeader(first, fields, delimiter, bytes);
  if (rows.length === 0) return { why: 'holds no row' };
  return { format: 'csv', names, rows, hasHeader, delimiter };
}

/** The number of fields that most of the records behind the first have, without delimiters at their end. */
function usualFields(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const record of records.length > 1 ? records.slice(1) : records) {
    const fields = record.findLastIndex((field) => field !== '') + 1;
    const used = Math.max(fields, Math.min(record.length, records[0]!.length));
    counts.set(used, (counts.get(used) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** Why a table is none whose first line has fewer fields than its rows: a title stands above the header, or names are missing. */
function withoutHeader(first: readonly string[], fields: number, delimiter: string, bytes: Buffer): NoTable {
  const line = `"${shown(first.join(delimiter))}"`;
  const lines = bytes.subarray(0, 100_000).toString().split(/\r?\n/);
  const header = lines.findIndex((text) => text.split(delimiter).length >= fields);
  return first.length === 1 && header > 0
    ? {
        why: `begins with ${line}, which is no header: the table seems to begin in line ${header + 1}`,
        remedy: `delete the lines above: tail -n +${header + 1} FILE > NEW`,
      }
    : {
        why: `has ${counted(first.length, 'field')} in its first line, ${line}, and ${fields} in the others`,
        remedy: `name all columns in that line; or, if it is a row like the others, write a mapping whose "header" lists ${counted(fields, 'name')}`,
      };
}
