import { type EventKind, type EventLog, eventKinds, takeEvents, Vocabulary } from '../data/index.js';

/** One event as a test writes it down; visitor, item, session and transaction are the shop's ids. */
export interface EventLine {
  readonly visitor: number;
  readonly item: number;
  /** `view` unless said. */
  readonly event?: EventKind;
  readonly time: number;
  /** Given for all events or for none. */
  readonly session?: number;
  /** Of a transaction 0, of other kinds −1, unless said. */
  readonly transaction?: number;
}

/**
 * The event log of a few events: sorted by time with ties in the order given, `row` the position in `lines`,
 * vocabularies in ascending order of the shop's ids, sessions numbered in order of their start.
 */
export function logOf(lines: readonly EventLine[], clock: EventLog['clock'] = 'wall'): EventLog {
  const column = (value: (line: EventLine) => number) => Int32Array.from(lines, value);
  const vocabulary = (ids: Int32Array) => new Vocabulary(Int32Array.from(new Set(ids)).sort());
  const visitors = vocabulary(column((line) => line.visitor));
  const items = vocabulary(column((line) => line.item));
  const kind = (line: EventLine) => eventKinds.indexOf(line.event ?? 'view');
  const asGiven: EventLog = {
    visitor: column((line) => visitors.indexOf(line.visitor)),
    item: column((line) => items.indexOf(line.item)),
    event: Uint8Array.from(lines, kind),
    time: Float64Array.from(lines, (line) => line.time),
    session: column((line) => line.session ?? -1),
    transaction: column((line) => line.transaction ?? (line.event === 'transaction' ? 0 : -1)),
    row: Int32Array.from(lines.keys()),
    visitors,
    items,
    clock,
  };
  const byTime = [...lines.keys()].sort((a, b) => lines[a]!.time - lines[b]!.time);
  const sorted = takeEvents(asGiven, byTime);
  if (lines.every((line) => line.session === undefined)) return sorted;
  return { ...sorted, session: Vocabulary.encode(sorted.session).dense };
}
