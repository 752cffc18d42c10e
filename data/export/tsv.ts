import { InputError } from '../errors.js';
import { type Id, type Ids, idAt, idCount, isText } from '../ids.js';
import { shown } from '../shown.js';
import { writeLines } from './write-lines.js';

/** The columns of a TSV by their headers: a row's value. */
export type TsvColumns = Readonly<Record<string, (row: number) => Id>>;

/** Writes the given rows of columns to a TSV with a header. Values are not quoted: see {@link assertTsvIds}. */
export const writeTsv = (file: string, columns: TsvColumns, rows: Iterable<number>): Promise<void> =>
  writeLines(file, tsvLines(columns, rows));

function* tsvLines(columns: TsvColumns, rows: Iterable<number>): Generator<string> {
  yield Object.keys(columns).join('\t');
  const values = Object.values(columns);
  for (const row of rows) {
    let line = '';
    for (const value of values) line += `\t${value(row)}`;
    yield line.slice(1);
  }
}

/** A column of ids: that of row `i` is at position `codes[i]`, and empty where that is −1. */
export const idColumn = (ids: Ids, codes: Int32Array): TsvColumns[string] => {
  if (isText(ids)) return (row) => (codes[row]! < 0 ? '' : idAt(ids, codes[row]!));
  return (row) => ids[codes[row]!] ?? '';
};

/** What the readers of these files, pandas among them, would split, unquote or take for a missing value. */
const misread =
  /[\t\n\r]|^"|^(#N\/A|#N\/A N\/A|#NA|-1\.#IND|-1\.#QNAN|-NaN|-nan|1\.#IND|1\.#QNAN|<NA>|N\/A|NA|NULL|NaN|None|n\/a|nan|null)$/;

/**
 * Refuses ids that would not be read from a TSV as they are written: the tools that read these files agree on no quoting.
 * @param of whose ids these are, for the message.
 * @throws InputError for the first such id.
 */
export function assertTsvIds(ids: Ids, of: string): void {
  if (!isText(ids)) return;
  for (let at = 0; at < idCount(ids); at++) {
    const id = String(idAt(ids, at));
    if (misread.test(id))
      throw new InputError(
        `${shown(JSON.stringify(id))} is the id of ${of}, which a TSV cannot hold: tools take it for a missing value, or split or unquote it`,
        {},
        'the format otto or parquet, which hold any text',
      );
  }
}
