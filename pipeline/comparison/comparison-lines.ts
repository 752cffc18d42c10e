import { counted } from '../../data/index.js';
import { comparisonsText, listed, pText, verdictClauses, withInterval } from '../../evaluation/index.js';
import type { ComparedModel, RunComparison } from './compare-runs.js';
import type { Difference } from './run-differences.js';

/** A comparison of two runs as sentences and cells, for a terminal or a page. */
export interface ComparisonLines {
  readonly title: string;
  readonly runs: readonly (readonly [which: string, folder: string])[];
  /** One sentence a metric. */
  readonly verdicts: readonly string[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Differences between the runs, by kind. */
  readonly differences: readonly (readonly [kind: string, text: string])[];
}

/** Puts a comparison into words; the verdicts are on the second run. */
export function comparisonLines({ title, runs, queries, rows, differences, alone }: RunComparison): ComparisonLines {
  const metrics = [...new Set(rows.map(({ metric }) => metric))];
  const kinds = [
    ['settings', differencesText(differences.settings)],
    ['environment', differencesText(differences.environment)],
    ['inputs', differencesText(differences.inputs)],
    ['models of the first run alone', listed(alone[0])],
    ['models of the second run alone', listed(alone[1])],
  ] as const;
  return {
    title: `${title}: ${counted(queries, 'query', 'queries')}, the same in both runs`,
    runs: [
      ['first', runs[0]],
      ['second', runs[1]],
    ],
    verdicts: metrics.map((metric) =>
      verdictSentence(
        rows.filter((row) => row.metric === metric),
        metric,
        rows.length,
      ),
    ),
    head: ['model', 'metric', 'first', 'second', 'second less first', 'p (Holm)', 'second is'],
    rows: rows.map(({ models, metric, first, second, difference }) => [
      nameOf(models),
      metric,
      withInterval(first),
      withInterval(second),
      withInterval(difference),
      pText(difference),
      difference.verdict,
    ]),
    differences: kinds.map(([kind, text]) => [kind, text || 'none'] as const),
  };
}

/** E.g. `recall@20, second run against first (38 comparisons, Holm-corrected): als is better (…); 17 models are not told apart.` */
const verdictSentence = (rows: readonly ComparedModel[], metric: string, comparisons: number): string =>
  `${metric}, second run against first (${comparisonsText(comparisons)}): ${verdictClauses(
    rows.map(({ models, difference }) => ({ name: nameOf(models), difference })),
  ).join('; ')}.`;

/** A model, or the best of each run if these differ. */
const nameOf = ([first, second]: ComparedModel['models']): string =>
  first === second ? first : `the best: ${first} → ${second}`;

const differencesText = (differences: readonly Difference[]): string =>
  differences.map(({ what, first, second }) => `${what} ${valueText(first)} → ${valueText(second)}`).join('; ');

const valueText = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
