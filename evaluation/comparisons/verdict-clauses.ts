import { noInterval, withInterval } from '../intervals/interval-text.js';
import type { ComparedRow } from './compare-to-first.js';
import { listed } from './listed.js';
import { pText } from './p-text.js';
import type { Verdict } from './verdict.js';

/** The verdicts in the order in which they are reported. */
const order: readonly Verdict[] = ['better', 'not told apart', 'worse', 'same', 'cannot tell'];

/**
 * Verdicts in words, a clause for each that any row has: `als is better (.0140 [.0090, .0190], p = .012)`; `stan and v-stan are not told
 * apart`; `9 models are worse (popular by the least: −.0300 [−.0400, −.0200], p ≤ .010)`; `of sknn nothing can be told (no interval: one
 * visitor)`. The closest row that is better or worse comes with its difference. More than six rows are counted, not named.
 * @param rows those compared with the first of their group; rows without a difference are left out.
 * @param verdicts the verdicts to report; by default all.
 */
export const verdictClauses = (
  rows: readonly Pick<ComparedRow, 'name' | 'difference'>[],
  verdicts: readonly Verdict[] = order,
): string[] =>
  order.flatMap((verdict) => {
    const own = rows.filter(({ difference }) => difference?.verdict === verdict);
    return own.length > 0 && verdicts.includes(verdict) ? [clause(verdict, own)] : [];
  });

function clause(verdict: Verdict, rows: readonly Pick<ComparedRow, 'name' | 'difference'>[]): string {
  const names = rows.length > 6 ? `${rows.length} models` : listed(rows.map(({ name }) => name));
  if (verdict === 'same') return `${names} ${rows.length === 1 ? 'has' : 'have'} the same value on every query`;
  if (verdict === 'cannot tell') return `of ${names} nothing can be told (${noInterval})`;
  const text = `${names} ${rows.length === 1 ? 'is' : 'are'} ${verdict}`;
  if (verdict === 'not told apart') return text;
  const nearest = rows.toSorted((a, b) => Math.abs(a.difference!.mean) - Math.abs(b.difference!.mean))[0]!;
  const p = pText(nearest.difference!);
  const by = `${withInterval(nearest.difference)}, p\u00a0${p.startsWith('≤') ? p : `=\u00a0${p}`}`;
  return `${text} (${rows.length === 1 ? '' : `${nearest.name} by the least: `}${by})`;
}

/** How many comparisons were made together: `no comparison`; `one comparison`; `42 comparisons, Holm-corrected`. */
export const comparisonsText = (comparisons: number): string =>
  ['no comparison', 'one comparison'][comparisons] ?? `${comparisons} comparisons, Holm-corrected`;
