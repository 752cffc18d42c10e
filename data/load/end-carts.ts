import { ADD_TO_CART, type EventColumns, eventCount, takeColumns } from '../event-log.js';

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
  const items = item.reduce((most, id) => Math.max(most, id), 0) + 1;
  const removed = new Float64Array(eventCount(columns)).fill(Number.POSITIVE_INFINITY);
  /** The carts of a visitor and an item that have not ended. */
  const open = new Map<number, number[]>();
  const kept = new Int32Array(eventCount(columns));
  let [count, unmatched] = [0, 0];
  for (let at = 0; at < event.length; at++) {
    const pair = visitor[at]! * items + item[at]!;
    if (event[at] === REMOVE) {
      for (const cart of open.get(pair) ?? []) removed[cart] = time[at]!;
      if (!open.delete(pair)) unmatched++;
      continue;
    }
    kept[count++] = at;
    if (event[at] !== ADD_TO_CART) continue;
    const carts = open.get(pair);
    if (carts) carts.push(at);
    else open.set(pair, [at]);
  }
  return { columns: takeColumns({ ...columns, removed }, kept.subarray(0, count)), unmatched };
}
