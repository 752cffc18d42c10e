import { type ComparedRow, listed, pText, type Verdict, withInterval } from '../../evaluation/index.js';

/**
 * States which model is the best of a run and how certain that is, one sentence a metric, the leading one first. The verdicts are those of
 * paired, Holm-corrected comparisons with the leader, not of overlapping intervals.
 * @param rows as `compareModels` returns them: by metric the leader first, then the others.
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
  const figure = `${leader.metric} ${withInterval(leader.figure)}`;
  if (others.length === 0) return `${leader.name} is the only model: ${figure}.`;
  const unclear = [...namesOf(others, 'not told apart'), ...namesOf(others, 'better')];
  const untold = others.filter(({ difference }) => difference!.verdict === 'cannot tell');
  if (untold.length === others.length)
    return `${leader.name} has the highest figure, ${figure}, but one visitor alone was asked, which tells nothing of others.`;
  const said = [
    ...(unclear.length ? [`it is not told apart from ${nameAll(unclear, others)}`] : []),
    ...(untold.length ? [`nothing can be told of ${listed(untold.map(({ name }) => name))}`] : []),
    ...worseText(others, unclear.length + untold.length === 0),
  ];
  const head =
    unclear.length + untold.length === 0
      ? `${leader.name} is the best of ${others.length + 1} models: ${figure}`
      : `${leader.name} has the highest figure of ${others.length + 1} models, ${figure}`;
  return `${head}; compared query by query (${comparisonsText(others)}), ${said.join(', and ')}.`;
}

/** The sentence on another metric, compared with the same model. */
function secondText(leader: ComparedRow, others: readonly ComparedRow[]): string {
  const head = `By ${leader.metric} (${leader.name}: ${withInterval(leader.figure)})`;
  const better = namesOf(others, 'better');
  const unclear = namesOf(others, 'not told apart');
  if (unclear.length === others.length) return `${head} no model is told apart from ${leader.name}.`;
  const said = [
    better.length
      ? `${listed(better)} ${better.length === 1 ? 'is' : 'are'} better`
      : `no model is better than ${leader.name}`,
    ...(unclear.length ? [`${listed(unclear)} ${unclear.length === 1 ? 'is' : 'are'} not told apart from it`] : []),
  ];
  return `${head} ${said.join(', and ')}.`;
}

/** States how many are worse, and the nearest of them with its figures. */
function worseText(others: readonly ComparedRow[], areAll: boolean): string[] {
  const worse = others.filter(({ difference }) => difference!.verdict === 'worse');
  const nearest = worse.toSorted((a, b) => b.difference!.mean - a.difference!.mean)[0];
  if (!nearest) return [];
  const p = pText(nearest.difference!);
  const by = `${nearest.name} by ${withInterval(negated(nearest.difference!))}, p ${p.startsWith('≤') ? p : `= ${p}`}`;
  if (worse.length === 1) return [`${nearest.name} is worse (${by.slice(nearest.name.length + 1)})`];
  return [`${areAll ? 'all others' : `the other ${worse.length}`} are worse, the nearest ${by}`];
}

/** Lists the names, or states that they are all of the others. */
const nameAll = (names: readonly string[], others: readonly ComparedRow[]): string =>
  names.length === others.length && names.length > 1 ? 'any of the others' : listed(names);

/** The difference with its sign reversed: how far the other is behind. */
const negated = ({ mean, low, high }: NonNullable<ComparedRow['difference']>) => ({
  mean: -mean,
  low: -high,
  high: -low,
});

const namesOf = (rows: readonly ComparedRow[], verdict: Verdict): string[] =>
  rows.filter(({ difference }) => difference!.verdict === verdict).map(({ name }) => name);

const comparisonsText = (others: readonly ComparedRow[]): string => {
  const { comparisons } = others[0]!.difference!;
  return comparisons === 1 ? 'one paired comparison' : `${comparisons} paired comparisons, Holm-corrected`;
};
