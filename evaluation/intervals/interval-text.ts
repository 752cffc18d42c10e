import { hasInterval, type Interval } from './interval.js';

/** The decimals of a figure and its interval: four, or two for figures that are not shares (1.5 and more). */
const decimals = (mean: number): number => (Math.abs(mean) < 1.5 ? 4 : 2);

/** The text in place of a missing interval. */
export const noInterval = 'no\u00a0interval: one\u00a0visitor';

/** Rounds a value to the decimals in which it is shown beside a figure. */
export const shownAs = (value: number, mean: number): number => Number(value.toFixed(decimals(mean)));

/** A figure with its interval, all three with the same decimals: `.5565 [.5420, .5710]`; `.5565 (no interval: one visitor)`. */
export function withInterval(interval: Interval | undefined): string {
  if (interval === undefined) return '–';
  const { mean, low, high } = interval;
  const shown = (value: number) => figureText(value, decimals(mean));
  // A line may break before the interval, not within it.
  return hasInterval(interval)
    ? `${shown(mean)} [${shown(low)},\u00a0${shown(high)}]`
    : `${shown(mean)} (${noInterval})`;
}

/** Formats shares without the leading 0, amounts in groups of three digits; a value that rounds to zero has no sign. */
function figureText(value: number, digits: number): string {
  const rounded = Number(value.toFixed(digits)) + 0; // −0 becomes 0
  const text = rounded.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (digits === 4 ? text.replace(/^(-?)0(?=\.)/, '$1') : text).replace('-', '−');
}
