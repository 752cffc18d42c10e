import { counted } from '../count-text.js';
import type { EventField } from '../load/events/event-source.js';
import { shown } from '../shown.js';
import type { ChosenColumns } from './choose-columns.js';
import { type ColumnFacts, missingShare, percent } from './column-facts.js';
import { fieldsByName } from './field-names.js';
import { timeFormatOf } from './time-format-of.js';

/** Words that shops write where they do not know who it was. */
const nobody =
  /^(0+|-1|guest|gast|anonym|anonymous|anonymus|unknown|unbekannt|undefined|none|null|nobody|no[ _-]?user|not[ _-]?set|\(not set\)|invité|invitado|ospite|гость|gość|00000000-0000-0000-0000-000000000000)$/i;

/** Says that many rows have one visitor, or none that is known. */
export function visitorDoubts({ visitor, session }: ChosenColumns['columns']): string[] {
  if (!visitor) return [];
  const empty = missingShare(visitor);
  const remedy = session
    ? `without "visitor" among "columns" each "${session.name}" is a visitor of its own`
    : '"sql" can leave these rows out';
  const gaps =
    empty > 0.01
      ? [`"${visitor.name}" is empty in ${percent(empty)} of the rows, which cannot be read: ${remedy}`]
      : [];
  const { name, counts, values } = visitor;
  const often = [...counts].filter(([value, count]) => {
    const share = count / values.length;
    if (!nobody.test(value)) return share > 0.2 && counts.size > 20;
    // A number may be a visitor like the others.
    return share > 0.005 && (!/^[-\d]+$/.test(value) || share > 3 / counts.size);
  });
  const placeholders = often.map(
    ([value, count]) =>
      `"${shown(value)}" is the "${name}" of ${percent(count / values.length)} of the rows (${counted(count, 'row')} of the sample), which become one visitor’s: if it stands for people who are not known, name a column of sessions or cookies instead, or leave these rows out by "sql"`,
  );
  return [...gaps, ...placeholders];
}

const important: readonly EventField[] = ['price', 'quantity', 'visitor', 'item', 'time', 'session', 'order'];

/** Columns whose name says what they are, and whose values cannot be read as that. */
export function leftOutDoubts(facts: readonly ColumnFacts[], columns: ChosenColumns['columns'], now: number): string[] {
  const taken = Object.values(columns);
  return facts.flatMap((column) => {
    if (taken.includes(column)) return [];
    const field = important.find((one) => !columns[one] && fieldsByName(column.name).get(one) === 1);
    if (!field) return [];
    if (column.values.length === 0) return [`"${column.name}" is left out as ${field}: it is empty in the sample`];
    const why = whyLeftOut(field, column, now);
    return why === undefined ? [] : [`"${column.name}" is left out as ${field}: ${why}`];
  });
}

function whyLeftOut(field: EventField, column: ColumnFacts, now: number): string | undefined {
  const { values, numbers } = column;
  if ((field === 'price' || field === 'quantity') && numbers < 0.95) {
    const one = shown(values.find((value) => !/^-?[\d.,]+$/.test(value)) ?? values[0]!);
    return `values such as ${one} are no plain numbers. "sql" can take what is not of the number away`;
  }
  const lost = values.find((value) => /^\d[.,]\d+E\+?\d+$/i.test(value));
  if (field === 'time' && lost !== undefined)
    return `values such as ${lost} have lost their last digits, as Excel writes long numbers: export the column as text`;
  if (field === 'time') {
    const what = timeFormatOf(values, Number.MAX_SAFE_INTEGER) ? 'lie in the future' : 'are no times that are known';
    return mixedUnits(values, now) ?? `values such as ${shown(values[0]!)} ${what}`;
  }
  if (missingShare(column) > 0.5) return `it is empty in ${percent(missingShare(column))} of the rows`;
  return undefined;
}

const units = ['seconds', 'milliseconds', 'microseconds', 'nanoseconds', 'iso'] as const;

/** That times of one column are written in several ways. */
function mixedUnits(values: readonly string[], now: number): string | undefined {
  const looked = values.slice(0, 500);
  const shapes = units.flatMap((format) => {
    const fit = looked.filter((value) => timeFormatOf([value], now)?.settings.format === format);
    return fit.length === 0 ? [] : [{ format, fit }];
  });
  if (shapes.length < 2) return undefined;
  const named = shapes.map(
    ({ format, fit }) => `${format} (${percent(fit.length / looked.length)}, such as ${fit[0]})`,
  );
  return `its times are written in several ways: ${named.join(' and ')}. "sql" can bring them to one`;
}

/** That a log has days alone. */
export function dayDoubts({ time }: ChosenColumns['columns']): string[] {
  return time && !time.time!.hasClock
    ? [
        `times in "${time.name}" are days without a time of day: events of a day have the order of the file, and a visitor's day is one session`,
      ]
    : [];
}
