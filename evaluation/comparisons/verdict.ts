import { hasInterval } from '../intervals/interval.js';
import { shownAs } from '../intervals/interval-text.js';
import type { PairedDifference } from '../intervals/paired-difference.js';

/** What a comparison says of the one that was compared: `cannot tell` where there is no interval. */
export type Verdict = 'better' | 'worse' | 'not told apart' | 'cannot tell';

/** The level of a verdict. */
const level = 0.05;

/**
 * Better or worse where the corrected p-value is at most .05 and the interval stays clear of zero in the decimals that it is shown with: an
 * interval that ends in .0000 tells nothing apart.
 */
export function verdictOf(difference: PairedDifference, corrected: number): Verdict {
  if (!hasInterval(difference)) return 'cannot tell';
  const { mean, low, high } = difference;
  if (corrected > level) return 'not told apart';
  if (shownAs(low, mean) > 0) return 'better';
  return shownAs(high, mean) < 0 ? 'worse' : 'not told apart';
}
