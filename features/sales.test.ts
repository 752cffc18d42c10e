import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EventLine, logOf } from '../testing/log-of.js';
import { sharedData } from '../testing/shared-data.js';
import { revenueByVisitor, sales } from './sales.js';

const buy = (visitor: number, item: number, transaction: number, more: Partial<EventLine> = {}): EventLine => ({
  ...{ visitor, item, transaction, time: transaction, event: 'transaction' },
  ...more,
});

describe('sales', () => {
  const log = logOf([
    { visitor: 1, item: 10, time: 0, price: 999 },
    buy(1, 10, 1, { price: 4.1, quantity: 3 }),
    buy(1, 10, 1, { price: 4.1 }),
    buy(1, 20, 1, { price: 2.5 }),
    buy(2, 20, 2, { price: 2.5 }),
    buy(3, 30, 3),
  ]);

  it('are what purchases with a known price bring, by order', () => {
    expect(sales(log)).toEqual({
      revenue: 21.4, // 3 × 4.10 + 4.10 + 2.50 + 2.50
      purchases: 5,
      priced: 4,
      orders: 3,
      ordersBy: 'order',
      orderValue: 10.7, // of orders 1 and 2: nothing is known of order 3
      pieces: 7 / 3,
      items: 4 / 3,
    });
  });

  it('are also known by visitor', () => {
    expect([...revenueByVisitor(log)]).toEqual([18.9, 2.5, 0]);
  });

  it('are not known where no purchase has a price', () => {
    expect(sales(logOf([buy(1, 10, 1)]))).toBeUndefined();
    expect(sales(logOf([{ visitor: 1, item: 10, time: 0, price: 9 }, buy(1, 10, 1)]))).toBeUndefined();
    expect(sales(logOf([{ visitor: 1, item: 10, time: 0, price: 9 }]))).toBeUndefined();
  });
});

const folder = sharedData('rees46-sample');
describe.skipIf(!folder)('sales of a sample of REES46’s log', () => {
  it('are exact to the cent', () => {
    const [, ...rows] = readFileSync(join(folder!, '2019-Oct.csv'), 'utf8').trim().split('\n');
    const kinds = { view: 'view', cart: 'addtocart', purchase: 'transaction' } as const;
    const lines = rows.map((row) => row.split(',')).filter((fields) => fields.length === 9 && fields[6]);
    const log = logOf(
      lines.map(([, kind, item, , , , price, visitor], time) => ({
        ...{ visitor: Number(visitor), item: Number(item), time, price: Number(price) },
        ...{ event: kinds[kind as keyof typeof kinds], transaction: null },
      })),
    );
    expect(sales(log)!.revenue).toBe(59_442.63);
    expect(revenueByVisitor(log).reduce((sum, amount) => sum + Math.round(100 * amount), 0)).toBe(5_944_263);
  });
});
