import type { TableLayout } from './table-layout.js';

/** What is wrong with a row that was refused, the column it is in where it is in one, and what would be right. */
export function explainRow(
  text: string,
  layout: TableLayout,
): { reason: string; column: { column?: string }; expected: string } {
  const names = Object.keys(layout.columns);
  const fields = text.replace(/"([^"]*)"/g, '$1').split(layout.delimiter);
  if (fields.length !== names.length) {
    return {
      reason: `${fields.length} ${fields.length === 1 ? 'field' : 'fields'} instead of ${names.length}`,
      column: {},
      expected: names.join(layout.delimiter),
    };
  }
  for (const [i, [name, type]] of Object.entries(layout.columns).entries()) {
    const wrong = type.explain(fields[i]!);
    if (wrong) return { reason: `${name} ${wrong}`, column: { column: name }, expected: type.expected };
  }
  if (!layout.rule) return { reason: 'is no row of this file', column: {}, expected: names.join(layout.delimiter) };
  const byName = Object.fromEntries(names.map((name, i) => [name, fields[i]!]));
  const { column, reason } = layout.rule.explain(byName);
  return { reason, column: { column }, expected: layout.rule.expected };
}
