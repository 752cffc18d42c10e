import { type EventLog, groupBy, listAt } from '../data/index.js';
import { type FunnelStage, funnelStage, funnelStages } from './funnel-stage.js';

/** Counts visitors by the stage that they reach in the whole log. */
export function visitorStages(log: EventLog): Record<FunnelStage, number> {
  const counts = funnelStages.map(() => 0);
  const events = groupBy(log.visitor, log.visitors.size);
  for (let visitor = 0; visitor < log.visitors.size; visitor++) {
    const kinds = Uint8Array.from(listAt(events, visitor), (event) => log.event[event]!);
    counts[funnelStage(kinds)]!++;
  }
  return Object.fromEntries(funnelStages.map((stage, code) => [stage, counts[code]!])) as Record<FunnelStage, number>;
}
