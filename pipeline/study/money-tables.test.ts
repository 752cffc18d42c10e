import { describe, expect, it } from 'vitest';
import { type EventLine, logOf } from '../../testing/log-of.js';
import { moneyFinding, priceRows, salesRows, salesText, valueRows } from './money-tables.js';

const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');
const buy = (visitor: number, item: number, transaction: number | null, price?: number): EventLine => ({
  ...{ visitor, item, transaction, time: 10 + item, event: 'transaction', session: visitor },
  ...(price !== undefined && { price }),
});
const view = (item: number, price?: number): EventLine => ({
  ...{ visitor: 1, item, time: item, session: 1 },
  ...(price !== undefined && { price }),
});

describe('what a log with prices is worth', () => {
  const log = logOf([
    ...[1, 2, 3, 4, 5].map((item) => view(item, 1000 * item)),
    { visitor: 1, item: 1, time: 6, session: 1, event: 'addtocart', price: 1000, quantity: 3 },
    buy(1, 1, 7, 1000),
    buy(1, 2, 7, 2000),
    buy(2, 2, 8, 1999.5),
    buy(2, 3, 8),
  ]);

  it('is shown by step of the funnel, by order and by price', () => {
    expect(valueRows(log).map((row) => plain(Object.values(row).join(' | ')))).toEqual([
      'view | 5 | 5 | 15,000.00 | –',
      'addtocart | 1 | 1 | 3,000.00 | 20 %',
      'transaction | 4 | 3 | 4,999.50 | 167 %',
    ]);
    expect(salesRows(log)).toEqual([
      {
        revenue: '4,999.50',
        'purchases with a price': 3,
        orders: 2,
        'mean order value': '2,499.75',
        'pieces an order': '2',
        'items an order': '2',
      },
    ]);
    expect(priceRows(log)[0]).toEqual({
      ...{ step: 'view', 'with a price': 5 },
      ...{ '10 %': '1,400.00', '25 %': '2,000.00', median: '3,000.00', '75 %': '4,000.00', '90 %': '4,600.00' },
    });
    expect(priceRows(log).map(({ step }) => step)).toEqual(['view', 'addtocart', 'transaction']);
  });

  it('is said in words, with what an order is and how many prices are known', () => {
    expect(moneyFinding(log)).toBe(
      'The revenue is 4,999.50 from 4 purchases, of which 3 have a known price, in 2 orders (by order id): ' +
        'on average 2,499.75 an order, 2 pieces and 2 different items.',
    );
    expect(salesText(logOf([buy(1, 1, null, 2), buy(1, 2, null, 3)]))).toBe(
      '5.00 from 2 purchases in 1 order (the purchases of one session taken as one order): on average 5.00 an order, 2 pieces and 2 different items',
    );
  });

  it('names the share of the tenth of the buyers who spend most, where there are ten', () => {
    const buyers = Array.from({ length: 11 }, (_, i) => buy(i, 1, i, i === 4 ? 90 : 1));
    expect(plain(moneyFinding(logOf(buyers)))).toMatch(
      / The tenth of the 11 buyers who spend most bring 90 % of it\.$/,
    );
    expect(moneyFinding(logOf(buyers.slice(0, 9)))).not.toContain('tenth');
  });
});

it('is no revenue where prices are known, but of no purchase', () => {
  const log = logOf([view(1, 5), buy(1, 1, 7)]);
  expect(moneyFinding(log)).toBe('The log has prices, but of no purchase: it has no revenue to tell of.');
  expect([salesRows(log), salesText(log)]).toEqual([[], undefined]);
  expect(priceRows(log).map(({ step }) => step)).toEqual(['view']);
});

it('is not told of a log without prices', () => {
  const log = logOf([view(1), buy(1, 1, 7)]);
  expect(moneyFinding(log)).toBeUndefined();
  expect([valueRows(log), salesRows(log), priceRows(log)]).toEqual([[], [], []]);
});
