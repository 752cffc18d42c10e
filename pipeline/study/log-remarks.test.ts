import { describe, expect, it } from 'vitest';
import { type EventLine, logOf } from '../../testing/log-of.js';
import { logRemarks } from './log-remarks.js';

/** A session of one visitor: kinds by their first letters, an item each by default. */
const session = (visitor: number, kinds: string, items: readonly number[] = [...kinds].map((_, i) => i)): EventLine[] =>
  [...kinds].map((kind, i) => ({
    ...{ visitor, item: items[i]!, time: 100 * visitor + i, session: visitor },
    event: ({ v: 'view', a: 'addtocart', t: 'transaction' } as const)[kind as 'v' | 'a' | 't'],
  }));

describe('what a log is', () => {
  it('is its size alone, where nothing is peculiar', () => {
    const shop = logOf([...session(1, 'vvat', [1, 1, 1, 1]), ...session(2, 'va'), ...session(3, 'v')]);
    expect(logRemarks(shop, 0)).toEqual([
      'As loaded, the log holds 7 events of 3 visitors and 2 items: 4 views, 2 carts, 1 purchase.',
    ]);
  });

  it('names what its preparation made', () => {
    const buyers = logOf([...session(1, 'vat', [7, 7, 7]), ...session(2, 'vt', [7, 7])]);
    const [, bought, unrecorded, once, short, clean, ...rest] = logRemarks(buyers, 0);
    expect(bought).toMatch(/^100 % of its visitors buy: it was selected by its buyers/);
    expect(unrecorded).toMatch(/^More visitors have a purchase than a cart \(200 %\)/);
    expect(once).toMatch(/^No visitor has two events of one kind on one item/);
    expect(short).toMatch(/^None of its 2 sessions has a single event/);
    expect(clean).toMatch(/^That cleaning found nothing to remove says that the log was prepared before/);
    expect(rest).toEqual([]);
    expect(logRemarks(buyers, 1).join()).not.toContain('found nothing to remove');
  });

  it('names what was not kept', () => {
    const views = logOf([...session(1, 'vv', [1, 1]), ...session(2, 'v')], 'order');
    expect(logRemarks(views, 0)).toEqual([
      'As loaded, the log holds 3 events of 2 visitors and 2 items: 3 views.',
      'Its events have an order but no clock: nothing can be said of hours and days.',
      'It has no carts and no purchases: whoever kept it kept views alone.',
    ]);
  });
});
