import { type EventLog, eventCount, filterEvents, TRANSACTION } from '../event-log.js';
import { mix } from '../random.js';
import { groupBy, listAt } from '../sparse.js';

/** A log without one purchased item of each visitor, and what was taken out. */
export interface HeldPurchases {
  readonly train: EventLog;
  /** All events of the pairs, views and carts before the purchase among them. */
  readonly validation: EventLog;
  /** The pairs themselves, the shop's ids, visitors ascending. */
  readonly holdout: { readonly visitor: Int32Array; readonly item: Int32Array };
}

/**
 * Cuts from a log the question that P-holdout asks: of each visitor with two purchased items or more one of them, all of
 * whose events by that visitor are taken out. What is asked for is a further purchase, then, of an item that the visitor's log
 * does not hold. Other visitors' events of the item stay; where there are none, no model can find it, as with targets from a file.
 *
 *     visitor 1: view 10, transaction 10, view 11, transaction 11    train keeps view 10, transaction 10; the pair is 1, 11
 *     visitor 2: view 10, view 12, transaction 12                    stays whole: no further purchase to ask for
 * @param seed draws the item, with the visitor's id and nothing else: whatever the seed, the same visitors are asked.
 */
export function holdOutPurchases(log: EventLog, seed: number): HeldPurchases {
  const histories = groupBy(log.visitor, log.visitors.size);
  const held = new Int32Array(log.visitors.size).fill(-1);
  for (let visitor = 0; visitor < held.length; visitor++) {
    const purchases = listAt(histories, visitor).filter((event) => log.event[event] === TRANSACTION);
    const items = [...new Set(purchases.map((event) => log.item[event]!))];
    items.sort((a, b) => log.items.ids[a]! - log.items.ids[b]!);
    if (items.length >= 2) held[visitor] = items[mix(mix(0, seed), log.visitors.ids[visitor]!) % items.length]!;
  }
  const isHeld = Uint8Array.from({ length: eventCount(log) }, (_, event) =>
    held[log.visitor[event]!] === log.item[event]! ? 1 : 0,
  );
  const visitors = Int32Array.from(held.keys())
    .filter((visitor) => held[visitor]! >= 0)
    .sort((a, b) => log.visitors.ids[a]! - log.visitors.ids[b]!);
  return {
    train: filterEvents(log, (event) => !isHeld[event]),
    validation: filterEvents(log, (event) => isHeld[event] === 1),
    holdout: {
      visitor: visitors.map((visitor) => log.visitors.ids[visitor]!),
      item: visitors.map((visitor) => log.items.ids[held[visitor]!]!),
    },
  };
}
