import { describe, expect, it } from 'vitest';
import { ADD_TO_CART, type EventColumns, TRANSACTION, VIEW } from '../event-log.js';
import { endCarts, REMOVE } from './end-carts.js';

const codes = { view: VIEW, cart: ADD_TO_CART, buy: TRANSACTION, remove: REMOVE };

/** Events in order: [visitor, kind, item, time]. */
const events = (...lines: readonly (readonly [number, keyof typeof codes, number, number])[]): EventColumns => ({
  visitor: Int32Array.from(lines, ([visitor]) => visitor),
  event: Uint8Array.from(lines, ([, kind]) => codes[kind]),
  item: Int32Array.from(lines, ([, , item]) => item),
  time: Float64Array.from(lines, ([, , , time]) => time),
  session: new Int32Array(lines.length).fill(-1),
  transaction: new Int32Array(lines.length).fill(-1),
  row: Int32Array.from(lines.keys()),
  price: Float64Array.from(lines, (_, i) => i + 0.5),
});

describe('endCarts', () => {
  it('ends the carts that stand before a removal, and takes the removals out', () => {
    const { columns, unmatched } = endCarts(
      events(
        [1, 'cart', 7, 1],
        [1, 'view', 7, 2],
        [1, 'cart', 7, 3],
        [1, 'remove', 7, 4],
        [1, 'cart', 7, 5],
        [1, 'buy', 7, 6],
      ),
    );
    expect([...columns.removed!]).toEqual([4, Infinity, 4, Infinity, Infinity]);
    expect([...columns.event]).toEqual([ADD_TO_CART, VIEW, ADD_TO_CART, ADD_TO_CART, TRANSACTION]);
    expect([...columns.row]).toEqual([0, 1, 2, 4, 5]);
    expect([...columns.price!]).toEqual([0.5, 1.5, 2.5, 4.5, 5.5]);
    expect(unmatched).toBe(0);
  });

  it('leaves the carts of others and of other items', () => {
    const { columns } = endCarts(
      events([0, 'cart', 1, 1], [1, 'cart', 0, 1], [1, 'cart', 1, 1], [1, 'remove', 1, 2], [0, 'remove', 0, 3]),
    );
    expect([...columns.removed!]).toEqual([Infinity, Infinity, 2]);
  });

  it('counts the removals that no cart stands before', () => {
    const never = [1, 'remove', 9, 1] as const;
    const late = [1, 'remove', 7, 2] as const;
    const again = [1, 'remove', 7, 4] as const;
    const { columns, unmatched } = endCarts(events(never, late, [1, 'cart', 7, 2], [1, 'remove', 7, 3], again));
    expect([...columns.removed!]).toEqual([3]);
    expect(unmatched).toBe(3);
  });

  it('goes by the order of events at the same moment', () => {
    const { columns } = endCarts(events([1, 'cart', 7, 1], [1, 'remove', 7, 1], [1, 'cart', 7, 1]));
    expect([...columns.removed!]).toEqual([1, Infinity]);
  });
});
