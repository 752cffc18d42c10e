import { hasInterval } from '../intervals/interval.js';
import { shownAs } from '../intervals/interval-text.js';
import { level, type PairedDifference } from '../intervals/paired-difference.js';

/** The verdict on a compared row: `same` if it has the first's value on every query, `cannot tell` if there is no interval. */
export type Verdict = 'better' | 'worse' | 'not told apart' | 'same' | 'cannot tell';

/**
 * Returns `better` or `worse` if the corrected p-value is at most .05, so that the interval excludes zero, and it does so in the decimals
 * shown: an interval that ends in .0000 is `not told apart`.
 */
export function verdictOf(difference: PairedDifference, corrected: number): Verdict {
  if (!hasInterval(difference)) return 'cannot tell';
  const { mean, low, high } = difference;
  if (corrected > level) return 'not told apart';
  if (shownAs(low, mean) > 0) return 'better';
  return shownAs(high, mean) < 0 ? 'worse' : 'not told apart';
}
