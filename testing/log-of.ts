import { type EventKind, type EventLog, eventKinds, type Id, idsOf, takeEvents, Vocabulary } from '../data/index.js';

/** One event as a test writes it down; visitor, item, session and transaction are the shop's ids. */
export interface EventLine<Ids extends Id = number> {
  readonly visitor: Ids;
  readonly item: Ids;
  /** `view` unless said. */
  readonly event?: EventKind;
  readonly time: number;
  /** Given for all events or for none. */
  readonly session?: Ids;
  /** The order of a transaction: 0 unless said, null for none. */
  readonly transaction?: Ids | null;
  /** The log has a column of prices, quantities or removals if any line has one. */
  readonly price?: number;
  readonly quantity?: number;
  readonly removed?: number;
}

/**
 * The event log of a few events: sorted by time with ties in the order given, `row` the position in `lines`,
 * vocabularies in ascending order of the shop's ids, sessions numbered in order of their start.
 */
export function logOf(lines: readonly EventLine<Id>[], clock: EventLog['clock'] = 'wall'): EventLog {
  const coded = (idOf: (line: EventLine<Id>) => Id) => Vocabulary.ascending(idsOf(lines.map(idOf)));
  const visitors = coded(({ visitor }) => visitor);
  const items = coded(({ item }) => item);
  const { transaction, orders } = ordersOf(lines);
  const kind = (line: EventLine<Id>) => eventKinds.indexOf(line.event ?? 'view');
  const optional = (name: 'price' | 'quantity' | 'removed', unknown: number) =>
    lines.some((line) => line[name] !== undefined) && {
      [name]: Float64Array.from(lines, (line) => line[name] ?? unknown),
    };
  const asGiven: EventLog = {
    visitor: visitors.dense,
    item: items.dense,
    event: Uint8Array.from(lines, kind),
    time: Float64Array.from(lines, (line) => line.time),
    session: new Int32Array(lines.length).fill(-1),
    transaction,
    row: Int32Array.from(lines.keys()),
    ...optional('price', Number.NaN),
    ...optional('quantity', Number.NaN),
    ...optional('removed', Number.POSITIVE_INFINITY),
    visitors: visitors.vocabulary,
    items: items.vocabulary,
    orders,
    clock,
  };
  const byTime = [...lines.keys()].sort((a, b) => lines[a]!.time - lines[b]!.time);
  const sorted = takeEvents(asGiven, byTime);
  if (lines.every((line) => line.session === undefined)) return sorted;
  const given = Vocabulary.ascending(idsOf(byTime.map((at) => lines[at]!.session!)));
  const byStart = Vocabulary.encode(given.dense);
  return { ...sorted, session: byStart.dense, sessions: given.vocabulary.take(byStart.vocabulary.ids as Int32Array) };
}

function ordersOf(lines: readonly EventLine<Id>[]): Pick<EventLog, 'transaction' | 'orders'> {
  const transactions = [...lines.keys()].filter(
    (at) => lines[at]!.event === 'transaction' && lines[at]!.transaction !== null,
  );
  const given = Vocabulary.ascending(idsOf(transactions.map((at) => lines[at]!.transaction ?? 0)));
  const transaction = new Int32Array(lines.length).fill(-1);
  for (const [i, at] of transactions.entries()) transaction[at] = given.dense[i]!;
  return { transaction, orders: given.vocabulary };
}
