import { fieldsOf } from './fields.js';
import { namesOf, type TableLayout } from './table-layout.js';

/** Returns what is wrong with a refused row, the column of the error if there is one, and what would be right. */
export function explainRow(
  text: string,
  layout: TableLayout,
): { reason: string; column: { column?: string }; expected: string } {
  const names = Object.keys(layout.columns);
  const fields = fieldsOf(text, layout);
  if (fields.length !== names.length) {
    return {
      reason: `${fields.length} ${fields.length === 1 ? 'field' : 'fields'} instead of ${names.length}`,
      column: {},
      expected: namesOf(layout),
    };
  }
  for (const [i, [name, type]] of Object.entries(layout.columns).entries()) {
    const field = fields[i];
    const column = { column: name };
    if (field === undefined)
      return { reason: `${name} begins with a quote that is not closed`, column, expected: 'quotes in pairs, or none' };
    const wrong = type.explain(field);
    if (wrong) return { reason: `${name} ${wrong}`, column, expected: type.expected };
  }
  if (!layout.rule) return { reason: 'is no row of this file', column: {}, expected: namesOf(layout) };
  const byName = Object.fromEntries(names.map((name, i) => [name, fields[i]!]));
  const { column, reason } = layout.rule.explain(byName);
  return { reason, column: { column }, expected: layout.rule.expected };
}
