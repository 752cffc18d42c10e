import { sqlText } from '../duckdb.js';
import type { TableLayout } from './table-layout.js';

/**
 * SQL of the list of a line's fields. Quotes around a whole field are taken off, doubled ones in it are one; a field that begins with a
 * quote and does not end with its partner is NULL. {@link fieldsOf} is the same in JavaScript.
 */
export function fieldsSql(line: string, { delimiter, quotes }: TableLayout): string {
  const split = `string_split(${line}, ${sqlText(delimiter)})`;
  if (quotes === 'literal') return split;
  const unquoted = `CASE WHEN NOT starts_with(f, '"') THEN f
    WHEN regexp_full_match(f, '"([^"]|"")*"') THEN replace(f[2:-2], '""', '"') END`;
  return `CASE WHEN contains(${line}, '"') THEN list_transform(${split}, lambda f: ${unquoted}) ELSE ${split} END`;
}

/** A line's fields; undefined for one that begins with a quote and does not end with its partner. */
export function fieldsOf(line: string, { delimiter, quotes }: TableLayout): (string | undefined)[] {
  return line.split(delimiter).map((field) => {
    if (quotes === 'literal' || !field.startsWith('"')) return field;
    return /^"(?:[^"]|"")*"$/.test(field) ? field.slice(1, -1).replaceAll('""', '"') : undefined;
  });
}
