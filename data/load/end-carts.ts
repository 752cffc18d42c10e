import { ADD_TO_CART, type EventColumns, eventCount, takeColumns } from '../event-log.js';
import { numberPairs } from '../number-pairs.js';

/** The code by which a reader marks a removal from the cart, until {@link endCarts} has taken it out of the events. */
export const REMOVE = 3;

/** Events without removals, and the number of removals that had no cart to end. */
export interface EndedCarts {
  readonly columns: EventColumns;
  readonly unmatched: number;
}

/**
 * Turns removals from the cart into the times at which carts end (`removed`): a removal is no interest in an item, so it is
 * no event of the log.
 *
 * A removal ends all carts of its visitor and item that stand before it and have not ended. A visitor adds x at 1 and at 2,
 * removes x at 3, adds it at 4 and removes y at 5: the carts of 1 and 2 end at 3, that of 4 never, and the removal of y has
 * no cart to end.
 * @param columns events sorted by time, removals with the code {@link REMOVE}; all ids are known (not negative).
 */
export function endCarts(columns: EventColumns): EndedCarts {
  const { visitor, item, event, time } = columns;
  const removed = new Float64Array(eventCount(columns)).fill(Number.POSITIVE_INFINITY);
  const { number: pair, first } = numberPairs(visitor, item);
  /** The last cart of each visitor and item that has not ended, and the one before each: −1 where there is none. */
  const last = new Int32Array(first.length).fill(-1);
  const before = new Int32Array(eventCount(columns)).fill(-1);
  const kept = new Int32Array(eventCount(columns));
  let [count, unmatched] = [0, 0];
  for (let at = 0; at < event.length; at++) {
    const open = last[pair[at]!]!;
    if (event[at] === REMOVE) {
      if (open < 0) unmatched++;
      for (let cart = open; cart >= 0; cart = before[cart]!) removed[cart] = time[at]!;
      last[pair[at]!] = -1;
      continue;
    }
    kept[count++] = at;
    if (event[at] !== ADD_TO_CART) continue;
    before[at] = open;
    last[pair[at]!] = at;
  }
  return { columns: takeColumns({ ...columns, removed }, kept.subarray(0, count)), unmatched };
}
