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

const draw = 1;

/**
 * Cuts from a log the question that P-holdout asks: of each visitor with a purchase and at least one other item, one
 * purchased item, all of whose events by that visitor are taken out, so that train holds none of a pair that is asked about.
 * Other visitors' events of the item stay; where there are none, no model can find it, as with targets from a file.
 *
 * Which of a visitor's purchases it is, is drawn by the visitor's id alone: every seed and model is asked the same.
 *
 *     visitor 1: view 10, view 11, transaction 11, view 10    train keeps view 10, view 10; the pair is 1, 11
 *     visitor 2: view 12, transaction 12                      stays whole: there would be nothing left to ask with
 */
export function holdOutPurchases(log: EventLog): HeldPurchases {
  const histories = groupBy(log.visitor, log.visitors.size);
  const held = new Int32Array(log.visitors.size).fill(-1);
  for (let visitor = 0; visitor < held.length; visitor++) {
    const events = listAt(histories, visitor);
    const bought = events.filter((event) => log.event[event] === TRANSACTION).map((event) => log.item[event]!);
    if (bought.length === 0 || events.every((event) => log.item[event] === log.item[events[0]!])) continue;
    const choice = [...new Set(bought)].sort((a, b) => log.items.ids[a]! - log.items.ids[b]!);
    held[visitor] = choice[mix(mix(0, draw), log.visitors.ids[visitor]!) % choice.length]!;
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
