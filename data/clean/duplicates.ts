import { type EventLog, eventCount } from '../event-log.js';
import type { Removal } from './removal.js';

/**
 * Finds exact duplicates: same visitor, item, kind, time, order, price and quantity. The first is kept. Two addtocarts between which
 * the item was taken out are none: only one of them has ended.
 */
export function findDuplicates(log: EventLog): Removal {
  const events = eventCount(log);
  const drop = new Uint8Array(events);
  // Duplicates share visitor and moment: a chain from each event to the visitor's previous one finds them.
  const last = new Int32Array(log.visitors.size).fill(-1);
  const before = new Int32Array(events);
  for (let event = 0; event < events; event++) {
    const visitor = log.visitor[event]!;
    before[event] = last[visitor]!;
    last[visitor] = event;
    for (let other = before[event]!; other >= 0 && log.time[other] === log.time[event]; other = before[other]!)
      if (sameDeed(log, event, other)) {
        drop[event] = 1;
        break;
      }
  }
  return {
    rule: 'duplicate',
    drop,
    reason: () => 'same visitor, item, kind, time, order, price and quantity as an earlier row',
  };
}

const sameDeed = (log: EventLog, a: number, b: number): boolean =>
  log.item[a] === log.item[b] &&
  log.event[a] === log.event[b] &&
  log.transaction[a] === log.transaction[b] &&
  log.removed?.[a] === log.removed?.[b] &&
  Object.is(log.price?.[a], log.price?.[b]) && // an unknown one is NaN
  Object.is(log.quantity?.[a], log.quantity?.[b]);
