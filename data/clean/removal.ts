import { columnsOf, type EventLog, emptyColumns, sliceEvents, takeEvents } from '../event-log.js';

/** The events that a rule would remove from a log, and why. The log itself is not changed. */
export interface Removal {
  /** The rule's name in counts and in `rejected.parquet`. */
  readonly rule: string;
  /** 1 for each event to remove. */
  readonly drop: Uint8Array;
  /** Why the event is removed, in words and with the figure. */
  readonly reason: (event: number) => string;
}

/** Removed events, sorted by time, with the reasons. */
export interface RemovedEvents {
  readonly rule: string;
  readonly log: EventLog;
  /** One entry per event of `log`. */
  readonly reason: readonly string[];
}

/**
 * Splits a log into the events that a rule keeps and those that it removes. Vocabularies are unchanged.
 * @param inPlace moves the kept events to the front of the log's own columns, for callers that no longer need the log.
 */
export function applyRemoval(
  log: EventLog,
  removal: Removal,
  inPlace = false,
): { log: EventLog; rejected: RemovedEvents } {
  const { rule, drop } = removal;
  let dropped = 0;
  for (let event = 0; event < drop.length; event++) dropped += drop[event]!;
  if (dropped === 0) return { log, rejected: { rule, log: sliceEvents(log, 0, 0), reason: [] } };
  const out = new Int32Array(dropped);
  for (let event = 0, o = 0; event < drop.length; event++) if (drop[event]) out[o++] = event;
  const rejected = { rule, log: takeEvents(log, out), reason: Array.from(out, removal.reason) };
  const kept = drop.length - dropped;
  const to = inPlace ? sliceEvents(log, 0, kept) : { ...log, ...emptyColumns(kept, log) };
  const columns = columnsOf(to);
  for (const [name, from] of Object.entries(columnsOf(log))) keep(columns[name]!, from, drop);
  return { log: to, rejected };
}

/** Copies the entries that are not dropped, in order; both arrays may start at the same address. */
function keep<Numbers extends Int32Array | Float64Array | Uint8Array>(
  to: Numbers,
  from: Numbers,
  drop: Uint8Array,
): void {
  for (let event = 0, at = 0; event < drop.length; event++) if (!drop[event]) to[at++] = from[event]!;
}
