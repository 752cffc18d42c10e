import { type EventLog, eventCount, takeEvents } from '../event-log.js';

/** What a rule has to say about a log: which events go, and why. Nothing is taken out yet. */
export interface Finding {
  /** The rule's name, as it stands in counts and in `rejected.parquet`. */
  readonly rule: string;
  /** 1 for each event that goes. */
  readonly drop: Uint8Array;
  /** Why the event goes, in words and with the figure. */
  readonly reason: (event: number) => string;
}

/** Events that were taken out, sorted by time, and why. */
export interface Rejected {
  readonly rule: string;
  readonly log: EventLog;
  /** One entry an event of `log`. */
  readonly reason: readonly string[];
}

/** Parts a log into what a finding leaves and what it takes out. Vocabularies are kept as they are. */
export function applyFinding(log: EventLog, finding: Finding): { log: EventLog; rejected: Rejected } {
  const { rule, drop } = finding;
  let dropped = 0;
  for (let event = 0; event < drop.length; event++) dropped += drop[event]!;
  if (dropped === 0) return { log, rejected: { rule, log: takeEvents(log, []), reason: [] } };
  const out = new Int32Array(dropped);
  const kept = new Int32Array(eventCount(log) - dropped);
  for (let event = 0, o = 0, k = 0; event < drop.length; event++) {
    if (drop[event]) out[o++] = event;
    else kept[k++] = event;
  }
  return {
    log: takeEvents(log, kept),
    rejected: { rule, log: takeEvents(log, out), reason: Array.from(out, finding.reason) },
  };
}
