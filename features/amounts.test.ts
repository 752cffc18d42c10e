import { describe, expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { AmountSums, amountOf } from './amounts.js';

describe('the amount of an event', () => {
  const view = { visitor: 1, item: 1, time: 1 };

  it('is price × quantity, of one piece where nothing is known of the quantity', () => {
    const log = logOf([{ ...view, price: 2.5, quantity: 4 }, { ...view, price: 2.5 }, view]);
    expect([0, 1, 2].map((event) => amountOf(log, event))).toEqual([10, 2.5, Number.NaN]);
    expect(amountOf(logOf([{ ...view, price: 2.5 }]), 0)).toBe(2.5);
  });

  it('is unknown without a price', () => {
    expect(amountOf(logOf([{ ...view, quantity: 4 }]), 0)).toBeNaN();
  });
});

describe('sums of amounts', () => {
  const total = (...amounts: readonly number[]) => {
    const sums = new AmountSums(1);
    for (const amount of amounts) sums.add(0, amount);
    return sums.totals()[0];
  };

  it('are exact to the cent where plain addition drifts', () => {
    const rows = 3_000_000;
    const amounts = Array.from({ length: rows }, () => 1333.33);
    expect(amounts.reduce((sum, amount) => sum + amount)).not.toBeCloseTo(3_999_990_000, 2);
    expect(total(...amounts.slice(0, 17_055))).toBe(22_739_943.15);
    const sums = new AmountSums(1);
    for (const amount of amounts) sums.add(0, amount);
    expect(sums.totals()[0]).toBe(3_999_990_000);
  });

  it('keep small amounts beside a large one, whichever comes first', () => {
    const pennies = Array.from({ length: 1000 }, () => 0.01);
    expect(total(9e12, ...pennies)).toBe(9e12 + 10);
    expect(total(...pennies, 9e12, -9e12)).toBe(10);
  });

  it('are of each group its own, zero where there is nothing', () => {
    const sums = new AmountSums(3);
    sums.add(0, 0.1);
    sums.add(2, 5);
    sums.add(0, 0.2);
    expect([...sums.totals()]).toEqual([0.3, 0, 5]);
  });
});
