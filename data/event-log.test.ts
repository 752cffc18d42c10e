import { describe, expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { filterEvents, sliceEvents, takeEvents } from './event-log.js';

const log = logOf([5, 6, 7, 8].map((time, visitor) => ({ visitor, item: 9 - visitor, time, session: visitor })));

describe('takeEvents', () => {
  it('takes events at any positions, in their order', () => {
    const taken = takeEvents(log, [3, 1]);
    expect([...taken.time]).toEqual([8, 6]);
    expect([...taken.row]).toEqual([3, 1]);
    expect(taken.items).toBe(log.items);
  });

  it('copies what filterEvents asks for once each, in order', () => {
    const asked: number[] = [];
    const kept = filterEvents(log, (event) => {
      asked.push(event);
      return event !== 2;
    });
    expect(asked).toEqual([0, 1, 2, 3]);
    expect(kept).toEqual(takeEvents(log, [0, 1, 3]));
  });

  it('is what sliceEvents gives of neighbours, there without a copy', () => {
    expect(sliceEvents(log, 1, 3)).toEqual(takeEvents(log, [1, 2]));
    expect(sliceEvents(log, 1, 3).time.buffer).toBe(log.time.buffer);
    expect(sliceEvents(log, 2, 2)).toEqual(takeEvents(log, []));
  });

  it('takes the columns that only some logs have', () => {
    const cart = { visitor: 1, item: 1, time: 1, event: 'addtocart', price: 9.5, quantity: 2, removed: 8 } as const;
    const shop = logOf([{ visitor: 1, item: 1, time: 0 }, cart]);
    for (const part of [takeEvents(shop, [1]), sliceEvents(shop, 1, 2), filterEvents(shop, (event) => event === 1)])
      expect([part.price, part.quantity, part.removed]).toEqual([9.5, 2, 8].map((value) => Float64Array.of(value)));
    expect(Object.keys(takeEvents(log, [1]))).not.toContain('removed');
  });
});
