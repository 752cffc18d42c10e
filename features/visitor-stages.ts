import { type EventLog, groupBy, listAt } from '../data/index.js';
import { type FunnelStage, funnelStage, funnelStages } from './funnel-stage.js';

/**
 * Counts visitors by the stage that they have reached right after the last event of the log: what is in a cart then is an intent,
 * though it may be taken out later, as is known where the log is a part of a longer one.
 */
export function visitorStages(log: EventLog): Record<FunnelStage, number> {
  const counts = funnelStages.map(() => 0);
  const end = (log.time.at(-1) ?? 0) + 1;
  const events = groupBy(log.visitor, log.visitors.size);
  for (let visitor = 0; visitor < log.visitors.size; visitor++) {
    const own = listAt(events, visitor);
    const kinds = Uint8Array.from(own, (event) => log.event[event]!);
    const removed = log.removed && Float64Array.from(own, (event) => log.removed![event]!);
    counts[funnelStage(kinds, removed, end)]!++;
  }
  return Object.fromEntries(funnelStages.map((stage, code) => [stage, counts[code]!])) as Record<FunnelStage, number>;
}
