import { type EventLog, eventCount } from '../event-log.js';
import type { Removal } from './removal.js';

export interface MinimumEvents {
  readonly perVisitor: number;
  readonly perItem: number;
  /** `once`: items, then visitors by the remaining events. `fixpoint`: repeated until nothing more is removed. */
  readonly passes: 'once' | 'fixpoint';
}

/**
 * Finds the events of items, then of visitors, with fewer events than the minimum, in one pass or to a fixpoint.
 *
 * With 2 and 2, and the events A–x, A–y, B–y, B–z: the items x and z are removed, which leaves A and B one event each.
 * Both are removed then, so nothing is left after a single pass.
 */
export function findMinimumEvents(log: EventLog, minimum: MinimumEvents): Removal {
  const drop = new Uint8Array(eventCount(log));
  const reasons: string[] = [];
  const pass = (who: string, codes: Int32Array, size: number, least: number): boolean => {
    const left = new Int32Array(size);
    for (let event = 0; event < drop.length; event++) if (!drop[event]) left[codes[event]!]!++;
    const reasonFor: string[] = [];
    for (let event = 0; event < drop.length; event++) {
      const events = left[codes[event]!]!;
      if (drop[event] || events >= least) continue;
      drop[event] = 1;
      reasonFor[events] ??= `${events} ${events === 1 ? 'event' : 'events'} of the ${who} left, fewer than ${least}`;
      reasons[event] = reasonFor[events];
    }
    return reasonFor.length > 0;
  };
  for (let again = true; again; ) {
    const items = pass('item', log.item, log.items.size, minimum.perItem);
    const visitors = pass('visitor', log.visitor, log.visitors.size, minimum.perVisitor);
    again = minimum.passes === 'fixpoint' && (items || visitors);
  }
  return { rule: 'minimum-events', drop, reason: (event) => reasons[event]! };
}
