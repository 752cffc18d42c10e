import { hasInterval, type Interval } from './interval.js';

/** Decimals that a figure and its interval are shown with: two where it is no share (1.5 and more). */
const decimals = (mean: number): number => (Math.abs(mean) < 1.5 ? 4 : 2);

/** What is said where an interval is missing. */
export const noInterval = 'no\u00a0interval: one\u00a0visitor';

/** A value with no more decimals than it is shown with beside a figure. */
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

/** Shares without their 0 before the point, amounts with groups of three; a value that rounds to zero has no sign. */
function figureText(value: number, digits: number): string {
  const rounded = Number(value.toFixed(digits)) + 0; // −0 becomes 0
  const text = rounded.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (digits === 4 ? text.replace(/^(-?)0(?=\.)/, '$1') : text).replace('-', '−');
}
