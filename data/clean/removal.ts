import { columnNames, type EventColumns, type EventLog, emptyColumns, sliceEvents, takeEvents } from '../event-log.js';

/** The events that a rule would remove from a log, and why. The log itself is not changed. */
export interface Removal {
  /** The rule's name, as it stands in counts and in `rejected.parquet`. */
  readonly rule: string;
  /** 1 for each event that goes. */
  readonly drop: Uint8Array;
  /** Why the event goes, in words and with the figure. */
  readonly reason: (event: number) => string;
}

/** Events that were taken out, sorted by time, and why. */
export interface RemovedEvents {
  readonly rule: string;
  readonly log: EventLog;
  /** One entry an event of `log`. */
  readonly reason: readonly string[];
}

/**
 * Splits a log into the events that a rule keeps and those that it removes. Vocabularies stay as they are.
 * @param inPlace moves what is left to the front of the log's own columns, for whom the log is no use any more.
 */
export function applyRemoval(
  log: EventLog,
  finding: Removal,
  inPlace = false,
): { log: EventLog; rejected: RemovedEvents } {
  const { rule, drop } = finding;
  let dropped = 0;
  for (let event = 0; event < drop.length; event++) dropped += drop[event]!;
  if (dropped === 0) return { log, rejected: { rule, log: sliceEvents(log, 0, 0), reason: [] } };
  const out = new Int32Array(dropped);
  for (let event = 0, o = 0; event < drop.length; event++) if (drop[event]) out[o++] = event;
  const rejected = { rule, log: takeEvents(log, out), reason: Array.from(out, finding.reason) };
  const kept = drop.length - dropped;
  const to = inPlace ? sliceEvents(log, 0, kept) : { ...log, ...emptyColumns(kept) };
  for (const name of columnNames) keep(to[name], log[name], drop);
  return { log: to, rejected };
}

/** Copies what is not dropped, in order; the two arrays may begin at the same place. */
function keep(to: EventColumns[keyof EventColumns], from: EventColumns[keyof EventColumns], drop: Uint8Array): void {
  for (let event = 0, at = 0; event < drop.length; event++) if (!drop[event]) to[at++] = from[event]!;
}
