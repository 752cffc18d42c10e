import { sqlText } from '../duckdb.js';
import type { TableLayout } from './table-layout.js';

/**
 * Returns the SQL of the list of a line's fields. Quotes around a whole field are removed, doubled quotes in it become
 * one; a field with an opening quote but no closing one is NULL. {@link fieldsOf} does the same in JavaScript.
 */
export function fieldsSql(line: string, { delimiter, quotes }: TableLayout): string {
  const split = `string_split(${line}, ${sqlText(delimiter)})`;
  if (quotes === 'literal') return split;
  const unquoted = `CASE WHEN NOT starts_with(f, '"') THEN f
    WHEN regexp_full_match(f, '"([^"]|"")*"') THEN replace(f[2:-2], '""', '"') END`;
  return `CASE WHEN contains(${line}, '"') THEN list_transform(${split}, lambda f: ${unquoted}) ELSE ${split} END`;
}

/** Returns a line's fields; undefined for a field with an opening quote but no closing one. */
export function fieldsOf(line: string, { delimiter, quotes }: TableLayout): (string | undefined)[] {
  return line.split(delimiter).map((field) => {
    if (quotes === 'literal' || !field.startsWith('"')) return field;
    return /^"(?:[^"]|"")*"$/.test(field) ? field.slice(1, -1).replaceAll('""', '"') : undefined;
  });
}
