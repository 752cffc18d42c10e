import type { EventField } from '../load/events/event-source.js';
import { codeOfMeaning, usualCode } from '../load/events/event-words.js';
import { type ColumnFacts, missingShare } from './column-facts.js';
import { eventShare } from './event-word.js';
import { fieldsByName, isStatus, isSum } from './field-names.js';

/** The columns of a table that are proposed, and what else they could be. */
export interface ChosenColumns {
  readonly columns: Readonly<Partial<Record<EventField, ColumnFacts>>>;
  readonly doubts: readonly string[];
}

interface Candidate {
  readonly field: EventField;
  readonly column: ColumnFacts;
  readonly score: number;
}

/** Below, a candidate is none. */
const least = 0.4;

/** Chooses a column for each field that a table has, by names and by values. */
export function chooseColumns(facts: readonly ColumnFacts[]): ChosenColumns {
  const candidates = withFullTimes(facts.flatMap(candidatesOf)).sort((a, b) => b.score - a.score);
  const columns: Partial<Record<EventField, ColumnFacts>> = {};
  const isFree = (column: ColumnFacts) => !Object.values(columns).includes(column);
  for (const { field, column } of candidates) if (!columns[field] && isFree(column)) columns[field] = column;
  const doubts = candidates.flatMap(({ field, column }) =>
    isFree(column) && columns[field] !== undefined && isEssential(field) && isAsFine(column, columns[field])
      ? [`${field} could also be "${column.name}" instead of "${columns[field].name}"`]
      : [],
  );
  addByValues(columns, facts, doubts);
  const { order, event } = columns;
  if (order && event && !isOfFewRows(order) && !isOfPurchases(event)) {
    delete columns.order;
    doubts.push(`"${order.name}" is no order: rows that are no purchases have one too`);
  }
  return { columns, doubts: [...new Set(doubts)] };
}

const isEssential = (field: EventField): boolean => ['visitor', 'item', 'time', 'event', 'session'].includes(field);

/** Whether a column tells as many things apart as another, or not much fewer. */
const isAsFine = (column: ColumnFacts, other: ColumnFacts): boolean => column.counts.size >= 0.1 * other.counts.size;

/** An order's id stands on purchases, which are the lesser part of a log of all kinds of events. */
const isOfFewRows = (order: ColumnFacts): boolean => missingShare(order) > 0.3;

const isOfPurchases = ({ counts }: ColumnFacts): boolean =>
  [...counts.keys()].every((word) => usualCode(word) === codeOfMeaning.transaction);

/** Without dates where another column has times of day, and without folders' names where a column of the files has times. */
function withFullTimes(candidates: readonly Candidate[]): Candidate[] {
  const isTime = ({ field, column }: Candidate) =>
    field === 'time' && (isIso(column.time) || fieldsByName(column.name).has('time'));
  const times = candidates.filter(isTime).map(({ column }) => column);
  const hasClocks = times.some(({ time }) => time!.hasClock);
  const hasOwn = times.some(({ isOfFolder }) => !isOfFolder);
  return candidates.filter(
    ({ field, column: { time, isOfFolder } }) =>
      field !== 'time' || ((time!.hasClock || !hasClocks) && (!isOfFolder || !hasOwn)),
  );
}

function candidatesOf(column: ColumnFacts): Candidate[] {
  const byName = fieldsByName(column.name);
  // What has the usual name of one field is no other by a word in it: `event_name` is no title.
  const isUsual = [...byName.values()].includes(1);
  const named = [...byName].flatMap(([field, score]) => (score === 1 || !isUsual ? [field] : []));
  const fields = new Set<EventField>([...named, 'time', 'event']);
  return [...fields].flatMap((field) => {
    const score = (byName.get(field) ?? 0) * 0.7 + valueScores[field](column, (byName.get(field) ?? 0) >= 0.9);
    return score >= least ? [{ field, column, score }] : [];
  });
}

const impossible = -1;
const isNested = (text: string): boolean => /^[[{]/.test(text);

/** What a column's values say for a field (up to .3) or against it (below 0). */
const valueScores: Readonly<Record<EventField, (column: ColumnFacts, isNamed: boolean) => number>> = {
  visitor: (column, isNamed) => idScore(column, 0.5, isNamed),
  item: (column, isNamed) => idScore(column, 0.5, isNamed),
  session: (column, isNamed) => idScore(column, 0.9, isNamed),
  order: (column, isNamed) => idScore(column, 1, isNamed),
  time: ({ time, values }) => (time === undefined ? impossible : timeScore(time.settings.format, values)),
  event: (column) => {
    const { name, values, counts, hasFraction, time } = column;
    if (values.length === 0 || hasFraction || time || isNested(values[0]!)) return impossible;
    if (counts.size > Math.max(30, values.length / 5)) return impossible;
    // What became of an order is no event.
    if (isStatus(name) && ![...counts.keys()].some((word) => usualCode(word) !== undefined)) return impossible;
    if (eventShare(column) >= 0.5) return counts.size <= 60 ? 0.6 : 0.1;
    return counts.size <= 30 ? 0.1 : impossible;
  },
  price: ({ name, numbers, hasFraction, time }) =>
    numbers < 0.95 || isIso(time) ? impossible : (hasFraction ? 0.3 : 0.1) - (isSum(name) ? 0.2 : 0),
  quantity: ({ numbers, counts }) => (numbers < 0.95 || counts.size > 500 ? impossible : 0.2),
  rating: ({ numbers, counts }) => (numbers < 0.95 || counts.size > 101 ? impossible : 0.2),
  category: ({ hasFraction, values }) => (values.length === 0 || hasFraction ? impossible : 0.2),
  brand: ({ values }) => (values.length === 0 ? impossible : 0.2),
  title: ({ values, numbers, counts }) =>
    values.length === 0 || numbers > 0.9 ? impossible : counts.size === values.length ? 0 : 0.2,
  elapsed: () => impossible,
};

/** Whole numbers could be ids as well. */
const timeScore = (format: string | undefined, values: readonly string[]): number =>
  ['seconds', 'milliseconds', 'microseconds', 'nanoseconds'].includes(format!) &&
  new Set(values).size < 0.02 * values.length
    ? 0.2
    : format === 'iso' || format === 'milliseconds'
      ? 0.5
      : 0.4;

const isIso = (time: ColumnFacts['time']): boolean => time !== undefined && Number.isNaN(Number(time.settings.format));

/** @param isNamed whether the column has the name of such an id: GA4's visitors are numbers with a fraction. */
function idScore(column: ColumnFacts, mostMissing: number, isNamed = false): number {
  const { hasFraction, numbers, time, counts, values } = column;
  const isTime = time !== undefined && !/seconds$/.test(time.settings.format ?? '');
  if (values.length === 0 || isTime || (hasFraction && numbers > 0.9 && !isNamed) || missingShare(column) > mostMissing)
    return impossible;
  // What is different in each row numbers the rows.
  return counts.size === values.length && values.length > 50 ? 0 : counts.size > 1 ? 0.3 : 0.1;
}

/** Fills in what no name tells: ids by how often they come again. */
function addByValues(
  columns: Partial<Record<EventField, ColumnFacts>>,
  facts: readonly ColumnFacts[],
  doubts: string[],
): void {
  if (!columns.time) return;
  const isFree = (column: ColumnFacts) => !Object.values(columns).includes(column);
  const ids = facts
    .filter((column) => isFree(column) && idScore(column, 0.3) >= 0.3 && column.counts.size > 2)
    .filter(({ name }) => fieldsByName(name).size === 0);
  const take = (field: 'visitor' | 'item', column: ColumnFacts | undefined, why: string) => {
    if (!column) return;
    columns[field] = column;
    ids.splice(ids.indexOf(column), 1);
    doubts.push(`${field} is guessed to be "${column.name}": ${why}`);
  };
  const hasWho = columns.visitor ?? columns.session;
  if (!hasWho && !columns.item) {
    // A few items draw many events; no visitor does.
    const [one, two] = ids.slice(0, 2);
    if (!one || !two) return;
    const [visitor, item] = topShare(one) > 1.5 * topShare(two) ? [two, one] : [one, two];
    take('visitor', visitor, 'no name says it; it could be the other way round with the item');
    take('item', item, 'no name says it');
  } else if (!hasWho) take('visitor', ids[0], 'no name says it');
  else if (!columns.item) take('item', ids[0], 'no name says it');
}

/** Share of a column's most frequent tenth of values. */
function topShare({ counts, values }: ColumnFacts): number {
  const top = [...counts.values()].slice(0, Math.ceil(counts.size / 10));
  return top.reduce((sum, count) => sum + count, 0) / values.length;
}
