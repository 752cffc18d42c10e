import type { Comparison } from './compare-to-first.js';

/**
 * Formats a corrected p-value: `.034`, below .001 `.0004`. If no sign flip was as far from zero, more flips could only lower it:
 * `≤ .010`.
 */
export function pText({ corrected, atFloor }: Pick<Comparison, 'corrected' | 'atFloor'>): string {
  if (Number.isNaN(corrected)) return '–';
  const digits = corrected < 0.001 ? 4 : 3;
  // An upper bound is rounded up.
  const rounded = atFloor ? Math.ceil(corrected * 10 ** digits - 1e-9) / 10 ** digits : corrected;
  return `${atFloor ? '≤\u00a0' : ''}${rounded.toFixed(digits).replace(/^0(?=\.)/, '')}`;
}
