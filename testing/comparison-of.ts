import type { Comparison, Verdict } from '../evaluation/index.js';

/** A comparison whose interval is `low … high`, with a verdict that is given. */
export const comparisonOf = (low: number, high: number, verdict: Verdict): Comparison => ({
  mean: (low + high) / 2,
  low,
  high,
  p: 0.004,
  atFloor: false,
  corrected: 0.012,
  comparisons: 3,
  verdict,
});
