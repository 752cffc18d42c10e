import { withInterval } from '../intervals/interval-text.js';
import type { ComparedRow } from './compare-to-first.js';
import { comparisonsText, verdictClauses } from './verdict-clauses.js';

/**
 * One group's comparisons as a sentence: `recall@20 of gru4rec is .6030 [.5960, .6100]. Against it (3 comparisons, Holm-corrected), stan
 * is not told apart; als and bpr are worse (als by the least: −.0140 [−.0190, −.0090], p ≤ .010).`
 * @param rows one row a model, all of one metric and segment: first the one without a difference, then those compared with it. Figures and
 * differences are in the metric's unit, shares without their leading 0.
 */
export function comparisonSentence(rows: readonly ComparedRow[]): string {
  const [first, ...others] = rows as [ComparedRow, ...ComparedRow[]];
  const head = `${first.metric} of ${first.name} is ${withInterval(first.figure)}`;
  if (others.length === 0) return `${head}; nothing is compared with it.`;
  const among = comparisonsText(others[0]!.difference!.comparisons);
  return `${head}. Against it (${among}), ${verdictClauses(others).join('; ')}.`;
}
