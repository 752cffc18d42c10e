import { noInterval, withInterval } from '../intervals/interval-text.js';
import type { ComparedRow } from './compare-to-first.js';
import { listed } from './listed.js';
import { pText } from './p-text.js';
import type { Verdict } from './verdict.js';

/**
 * One group's comparisons as a sentence: `Against gru4rec (recall@20 .6030 [.5960, .6100]) sasrec is worse by .0140 [.0090, .0190]
 * (p ≤ .010); als and bpr are worse; stan is not told apart from it.` The closest row that differs comes with its figures.
 * @param rows the first row and those compared with it.
 */
export function comparisonSentence(rows: readonly ComparedRow[]): string {
  const [first, ...others] = rows as [ComparedRow, ...ComparedRow[]];
  const head = `${first.metric} of ${first.name} is ${withInterval(first.figure)}`;
  if (others.length === 0) return `${head}; nothing is compared with it.`;
  const said = (['better', 'worse', 'not told apart', 'cannot tell'] as const).flatMap((verdict) => {
    const those = others.filter(({ difference }) => difference!.verdict === verdict);
    return those.length ? [saidOf(verdict, those)] : [];
  });
  return `${head}. Against it, over ${counted(others[0]!.difference!.comparisons)}, ${said.join('; ')}.`;
}

function saidOf(verdict: Verdict, rows: readonly ComparedRow[]): string {
  const those = `${listed(rows.map(({ name }) => name))} ${rows.length === 1 ? 'is' : 'are'}`;
  if (verdict === 'cannot tell')
    return `of ${listed(rows.map(({ name }) => name))} nothing can be told (${noInterval})`;
  if (verdict === 'not told apart') return `${those} not told apart from it`;
  const nearest = rows.toSorted((a, b) => Math.abs(a.difference!.mean) - Math.abs(b.difference!.mean))[0]!;
  const by = `${withInterval(nearest.difference)}, p\u00a0${equalTo(pText(nearest.difference!))}`;
  return `${those} ${verdict} (${rows.length === 1 ? '' : `${nearest.name} by the least: `}${by})`;
}

const equalTo = (p: string): string => (p.startsWith('≤') ? p : `=\u00a0${p}`);
const counted = (comparisons: number) =>
  comparisons === 1 ? 'one comparison' : `${comparisons} comparisons (Holm-corrected)`;
