import { type EventKind, type EventLog, eventKinds } from '../data/index.js';

/** How often one kind of event occurs, and among how many visitors. */
export interface FunnelStep {
  readonly kind: EventKind;
  readonly events: number;
  /** Visitors with at least one such event. */
  readonly visitors: number;
}

/** The funnel of a log: one step per kind of event, from view to transaction. */
export function funnelSteps(log: EventLog): FunnelStep[] {
  return eventKinds.map((kind, code) => {
    const seen = new Uint8Array(log.visitors.size);
    let events = 0;
    for (let event = 0; event < log.event.length; event++) {
      if (log.event[event] !== code) continue;
      events++;
      seen[log.visitor[event]!] = 1;
    }
    return { kind, events, visitors: seen.reduce((sum, one) => sum + one, 0) };
  });
}
