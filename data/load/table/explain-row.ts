import { isUtf8 } from 'node:buffer';
import type { Records } from './records.js';
import type { Header } from './table-header.js';
import { nameIn, namesOf, type TableLayout } from './table-layout.js';

/** What is wrong with a row. */
export interface ExplainedRow {
  readonly reason: string;
  /** The column of the error, if there is one. */
  readonly column?: string;
  /** What would be right. */
  readonly expected: string;
}

/** Explains the current record, a row that was refused. */
export function explainRow(records: Records, header: Header, layout: TableLayout): ExplainedRow {
  const { encoding = 'utf-8' } = layout;
  if (!isUtf8(records.raw()))
    return { reason: `is not ${encoding.toUpperCase()} text`, expected: encoding.toUpperCase() };
  if (records.isBroken) return explainQuote(records.text(), header, layout);
  if (!records.hasFields(header.fields, header.named)) {
    const fields = `${records.fields} ${records.fields === 1 ? 'field' : 'fields'}`;
    return { reason: `${fields} instead of ${header.named}`, expected: namesOf(layout, header.delimiter) };
  }
  for (const [column, place] of header.placeOf) {
    const wrong = layout.columns[column]!.explain(records.field(place));
    const name = nameIn(layout, column);
    if (wrong) return { reason: `${name} ${wrong}`, column: name, expected: layout.columns[column]!.expected };
  }
  if (!layout.rule) return { reason: 'is no row of this file', expected: namesOf(layout, header.delimiter) };
  const fields = Object.fromEntries(Array.from(header.placeOf, ([column, place]) => [column, records.field(place)]));
  return { ...layout.rule.explain(fields), expected: layout.rule.expected };
}

/** Explains a line in which a quote is never closed, or text stands behind the closing one. */
function explainQuote(line: string, { delimiter, placeOf }: Header, layout: TableLayout): ExplainedRow {
  const place = line.split(delimiter).findIndex((field) => field.startsWith('"') && !/^"(?:[^"]|"")*"$/.test(field));
  const column = [...placeOf].find(([, at]) => at === place)?.[0];
  const name = column === undefined ? `field ${place + 1}` : nameIn(layout, column);
  return {
    reason: `${name} begins with a quote that is not closed`,
    column: name,
    expected: 'quotes in pairs, or none',
  };
}
