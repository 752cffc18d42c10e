import { type EventLog, eventCount, eventKinds, type Id } from '../data/index.js';
import type { EventLine } from './log-of.js';

/** The events of a log as a test writes them down, in order: what `logOf` makes a log of. What is unknown is left out. */
export function linesOf(log: EventLog): EventLine<Id>[] {
  const { visitors, items, sessions, orders, price, quantity, removed } = log;
  return Array.from({ length: eventCount(log) }, (_, at): EventLine<Id> => {
    const session = log.session[at]!;
    const order = log.transaction[at]!;
    return {
      visitor: visitors.idOf(log.visitor[at]!),
      item: items.idOf(log.item[at]!),
      event: eventKinds[log.event[at]!]!,
      time: log.time[at]!,
      ...(session >= 0 && { session: sessions ? sessions.idOf(session) : session }),
      ...(order >= 0 && { transaction: orders.idOf(order) }),
      ...(price && !Number.isNaN(price[at]) && { price: price[at]! }),
      ...(quantity && !Number.isNaN(quantity[at]) && { quantity: quantity[at]! }),
      ...(removed && removed[at]! < Number.POSITIVE_INFINITY && { removed: removed[at]! }),
    };
  });
}
