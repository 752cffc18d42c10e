import type { Numbers } from './style.js';

/** `1st`, `12th`, `23rd`. */
export const ordinal = (n: number): string =>
  `${n}${{ 1: 'st', 2: 'nd', 3: 'rd' }[n % 100 > 10 && n % 100 < 14 ? 0 : n % 10] ?? 'th'}`;

/** A share as a percentage with three significant digits at most: `0.0264` gives `2.64 %`, `1` gives `100 %`. */
export const percent = (share: number): string =>
  `${(100 * share).toLocaleString('en-US', { maximumSignificantDigits: 3 })} %`;

/** An amount of money with thousands separators and two decimals, without a currency: `59,442.63`. */
export const money = (amount: number): string =>
  amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A metric with three significant digits at most: `0.12345` gives `0.123`, `0.0044` stays. */
export const decimal = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 3 });

export function sum(values: Numbers): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
