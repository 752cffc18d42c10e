import { type ComparedRow, comparisonsText, listed, verdictClauses, withInterval } from '../../evaluation/index.js';
import { leaders } from './leader-sentence.js';

/**
 * States which model is the best of a run and how certain that is, one sentence a metric, the leading one first. The verdicts are those of
 * paired, Holm-corrected comparisons with the leader, not of overlapping intervals.
 * @param rows as `compareModels` returns them: by metric the leader first, then the others; models that share the highest figure are named together.
 */
export function verdictTexts(rows: readonly ComparedRow[]): string[] {
  const metrics = [...new Set(rows.map(({ metric }) => metric))];
  return metrics.flatMap((metric, i) => {
    const [leader, ...others] = rows.filter((row) => row.metric === metric) as [ComparedRow, ...ComparedRow[]];
    if (i === 0) return leadText(leader, others);
    const isTold = others.some(({ difference }) => difference!.verdict !== 'cannot tell');
    return isTold ? secondText(leader, others) : [];
  });
}

/** The sentence on the metric that orders the models. */
function leadText(leader: ComparedRow, others: readonly ComparedRow[]): string {
  const { metric } = leader;
  const rows = [leader, ...others].map(({ name, figure }) => ({ model: name, metrics: { [metric]: figure } }));
  const { models, shown } = leaders(rows, metric).first!;
  const figure = `${metric} ${shown}`;
  if (others.length === 0) return `${leader.name} is the only model: ${figure}.`;
  const are = (verdict: string) => others.every(({ difference }) => difference!.verdict === verdict);
  const lead = `${listed(models)} ${models.length === 1 ? 'has' : 'share'} the highest figure`;
  if (are('cannot tell')) return `${lead}, ${figure}, but one visitor alone was asked, which tells nothing of others.`;
  const head = are('worse')
    ? `${leader.name} is the best of ${others.length + 1} models: ${figure}`
    : `${lead} of ${others.length + 1} models, ${figure}`;
  const behind = others.filter(({ name, difference }) => !models.includes(name) || difference!.verdict === 'same');
  if (behind.length === 0) return `${head}.`;
  const against = models.length === 1 ? 'it' : leader.name;
  const among = comparisonsText(others[0]!.difference!.comparisons);
  return `${head}. Against ${against}, query by query (${among}), ${verdictClauses(behind).join('; ')}.`;
}

/** The sentence on another metric, compared with the same model: which are better, and which are not told apart. */
function secondText(leader: ComparedRow, others: readonly ComparedRow[]): string {
  const better = verdictClauses(others, ['better']);
  const said = [...(better.length ? better : ['no model is better']), ...verdictClauses(others, ['not told apart'])];
  return `By ${leader.metric} (${leader.name}: ${withInterval(leader.figure)}), against ${leader.name}, ${said.join('; ')}.`;
}
