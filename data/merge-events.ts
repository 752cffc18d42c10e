import { columnsOf, type EventColumns, type EventLog, emptyColumns, eventCount } from './event-log.js';

/** Merges logs of the same vocabularies into one with columns of its own, sorted by time, ties in input order. */
export function mergeEvents(first: EventLog, ...others: readonly EventLog[]): EventLog {
  const parts = [first, ...others].map((log) => ({ log, from: columnsOf(log), next: 0, end: eventCount(log) }));
  const merged = emptyColumns(
    parts.reduce((sum, { end }) => sum + end, 0),
    first,
  );
  const to = Object.entries(columnsOf(merged));
  for (let at = 0; at < eventCount(merged); ) {
    const [part, rival] = earliest(parts);
    const from = part!.next++;
    while (part!.next < part!.end && !(rival && isBefore(rival.log, rival.next, part!.log, part!.next))) part!.next++;
    for (const [name, column] of to) copy(column, at, part!.from[name]!, from, part!.next);
    at += part!.next - from;
  }
  return { ...first, ...merged };
}

/** A log and the number of its events merged so far. */
interface Part {
  readonly log: EventLog;
  readonly from: Readonly<Record<string, Numbers>>;
  next: number;
  readonly end: number;
}

/** The part whose next event comes first, and the one whose next event comes first after it. */
function earliest(parts: readonly Part[]): [Part | undefined, Part | undefined] {
  let best: Part | undefined;
  let second: Part | undefined;
  for (const part of parts) {
    if (part.next === part.end) continue;
    if (!best || isBefore(part.log, part.next, best.log, best.next)) [best, second] = [part, best];
    else if (!second || isBefore(part.log, part.next, second.log, second.next)) second = part;
  }
  return [best, second];
}

const isBefore = (a: EventColumns, i: number, b: EventColumns, j: number): boolean =>
  a.time[i] === b.time[j] ? a.row[i]! < b.row[j]! : a.time[i]! < b.time[j]!;

type Numbers = Int32Array | Float64Array | Uint8Array;

function copy(to: Numbers, at: number, from: Numbers, start: number, end: number): void {
  for (let i = start; i < end; i++) to[at + i - start] = from[i]!;
}
