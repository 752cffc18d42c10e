import type { Comparison } from './compare-to-first.js';

/**
 * Formats a comparison's corrected p-value, a share of 1, with three decimals, below .001 with four: `.034`, `.0004`. If no sign flip was
 * compatible with zero, more flips could only lower it: it is shown as an upper bound, rounded up, `≤ .010`. Without a p-value: `–`.
 */
export function pText({ corrected, atFloor }: Pick<Comparison, 'corrected' | 'atFloor'>): string {
  if (Number.isNaN(corrected)) return '–';
  const digits = corrected < 0.001 ? 4 : 3;
  const rounded = atFloor ? Math.ceil(corrected * 10 ** digits - 1e-9) / 10 ** digits : corrected;
  return `${atFloor ? '≤\u00a0' : ''}${rounded.toFixed(digits).replace(/^0(?=\.)/, '')}`;
}
