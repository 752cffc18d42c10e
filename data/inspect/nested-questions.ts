import type { EventField } from '../load/events/event-source.js';
import { shown } from '../shown.js';
import type { ChosenColumns } from './choose-columns.js';
import { type ColumnFacts, percent } from './column-facts.js';
import type { FileSample } from './file-sample.js';

/**
 * Asks about cells that hold several items, or fields within a field: each such cell would be read as one text.
 * @param from what a query writes for all rows.
 */
export function nestedQuestions(
  columns: ChosenColumns['columns'],
  from: string,
  format: FileSample['format'],
): string[] {
  return (Object.entries(columns) as [EventField, ColumnFacts][]).flatMap(([field, { name, values }]) => {
    const isNested = field === 'item' ? (text: string) => isOfParts(text) || isList(text) : isOfParts;
    const nested = values.filter(isNested);
    if (nested.length <= 0.05 * values.length) return [];
    const one = nested[0]!;
    const column = `"${name}"`;
    const what = one.startsWith('{') ? 'fields within a field' : 'several values in one cell';
    return [
      `${column} holds ${what}, such as ${shown(one)}, in ${percent(nested.length / values.length)} of the rows, and each would be read as one ${field}. "sql" in the place of "files" takes them apart: SELECT ${format === 'csv' ? ofText(one, column) : ofTyped(one, column)} ${from}`,
    ];
  });
}

/** A list or an object, as JSON or as DuckDB writes it. */
const isOfParts = (text: string): boolean => /^\[.*\]$|^\{.*\}$/s.test(text);

/** `12,15,18`: ids with digits between commas or the like. */
function isList(text: string): boolean {
  const parts = text.split(/[,;|]/);
  return parts.length > 1 && parts.every((part) => /^\s?[\p{L}\d_-]+$/u.test(part) && /\d/.test(part));
}

/** What to select for a row of each value in a list, and a column of each field, of columns that have a type. */
function ofTyped(one: string, column: string): string {
  if (one.startsWith('{'))
    return `*, ${fieldsIn(one)
      .map((field) => `${column}.${field} AS ${named(column, field)}`)
      .join(', ')}`;
  const isOfFields = /^\[\{/.test(one);
  return `* EXCLUDE (${column}), unnest(${column}${isOfFields ? ', recursive := true)' : `) AS ${column}`}`;
}

/** The same of columns of text. */
function ofText(one: string, column: string): string {
  const inJson = (path: string) => `json_extract_string(${column}, '$${path}')`;
  const fields = fieldsIn(one);
  if (one.startsWith('{'))
    return `*, ${fields.map((field) => `${inJson(`.${field}`)} AS ${named(column, field)}`).join(', ')}`;
  if (/^\[\{/.test(one))
    return `* EXCLUDE (${column}), ${fields.map((field) => `unnest(${inJson(`[*].${field}`)}) AS ${named(column, field)}`).join(', ')}`;
  const list = one.startsWith('[') ? inJson('[*]') : `string_split(${column}, '${/[,;|]/.exec(one)![0]}')`;
  return `* EXCLUDE (${column}), unnest(${list}) AS ${column}`;
}

/** The names of the fields in an object, or in those of a list. */
const fieldsIn = (one: string): string[] => [
  ...new Set([...one.matchAll(/['"](\w+)['"]:/g)].map(([, field]) => field!)),
];

const named = (column: string, field: string): string => `${column.slice(0, -1)}_${field}"`;
