import { type EventLog, eventCount, filterEvents, TRANSACTION } from '../event-log.js';
import { type Ids, takeIds } from '../ids.js';
import { mix } from '../random.js';
import { groupBy, listAt } from '../sparse.js';

/** A log without one purchased item of each visitor, and the events held out. */
export interface HeldPurchases {
  readonly train: EventLog;
  /** All events of the pairs, including views and carts before the purchase. */
  readonly validation: EventLog;
  /** The pairs themselves as the shop's ids, visitors ascending. */
  readonly holdout: { readonly visitor: Ids; readonly item: Ids };
}

/**
 * Cuts the targets of P-holdout from a log: for each visitor with two or more purchased items, one of them is held out with all
 * of that visitor's events on it. The target is then a further purchase, of an item that the visitor's log does not contain.
 * Other visitors' events of the item stay; where there are none, no model can find it, as with targets from a file.
 *
 *     visitor 1: view 10, transaction 10, view 11, transaction 11    train keeps view 10, transaction 10; the pair is 1, 11
 *     visitor 2: view 10, view 12, transaction 12                    stays whole: no further purchase to predict
 * @param seed draws the item, together with the visitor's id alone: every seed yields the same visitors.
 */
export function holdOutPurchases(log: EventLog, seed: number): HeldPurchases {
  const histories = groupBy(log.visitor, log.visitors.size);
  const held = new Int32Array(log.visitors.size).fill(-1);
  for (let visitor = 0; visitor < held.length; visitor++) {
    const purchases = listAt(histories, visitor).filter((event) => log.event[event] === TRANSACTION);
    const items = [...new Set(purchases.map((event) => log.item[event]!))];
    items.sort((a, b) => log.items.compare(a, b));
    if (items.length >= 2) held[visitor] = items[mix(mix(0, seed), log.visitors.seedOf(visitor)) % items.length]!;
  }
  const isHeld = Uint8Array.from({ length: eventCount(log) }, (_, event) =>
    held[log.visitor[event]!] === log.item[event]! ? 1 : 0,
  );
  const visitors = Int32Array.from(held.keys())
    .filter((visitor) => held[visitor]! >= 0)
    .sort((a, b) => log.visitors.compare(a, b));
  return {
    train: filterEvents(log, (event) => !isHeld[event]),
    validation: filterEvents(log, (event) => isHeld[event] === 1),
    holdout: {
      visitor: takeIds(log.visitors.ids, visitors),
      item: takeIds(
        log.items.ids,
        visitors.map((visitor) => held[visitor]!),
      ),
    },
  };
}
