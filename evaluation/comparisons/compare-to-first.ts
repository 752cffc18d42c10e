import type { BootstrapOptions } from '../intervals/draws.js';
import type { Interval } from '../intervals/interval.js';
import {
  type PairedDifference,
  pairedDifferences,
  resamplesFor,
  type Weighing,
} from '../intervals/paired-difference.js';
import { isShare } from '../lists/list-metrics.js';
import { holm } from './holm.js';
import { type Verdict, verdictOf } from './verdict.js';

/** A model, or a variant of one, and its values of a metric for every query. */
export interface Compared extends Weighing {
  readonly name: string;
  /** E.g. `ndcg@10`. */
  readonly metric: string;
  /** The segment of queries that is compared; absent for all queries. */
  readonly segment?: string;
  readonly figure: Interval;
  /** One value a query, for a ratio its numerator; NaN where it has none or is outside the segment. */
  readonly values: Float64Array;
}

/** The difference of a row from the one that it was compared with. */
export interface Comparison extends PairedDifference {
  /** `p`, corrected for all comparisons made together (Holm); NaN, like `p`, if all values are the first's: then nothing is tested. */
  readonly corrected: number;
  /** The number of those comparisons; one without a p-value is not counted. */
  readonly comparisons: number;
  readonly verdict: Verdict;
}

/** One of several models that answered the same queries. */
export interface ComparedRow extends Omit<Compared, 'values' | keyof Weighing> {
  /** Its value minus that of the group's first; absent in the first itself. */
  readonly difference?: Comparison;
}

/**
 * Compares each member of a group with the group's first, query by query. The p-values of all groups are corrected together: the
 * probability that any of the verdicts is wrong is at most .05, if the first was not chosen by the same figures and differences less their mean
 * are as often above 0 as below; against lopsided ones the unmet clusters of {@link pairedDifferences} guard.
 * @param groups all members of a group share one metric and, if any, one segment and the denominators and strata.
 * @param cluster each query's cluster, dense from 0.
 * @param options the number of resamples is raised to what the correction needs.
 */
export function compareToFirst(
  groups: readonly (readonly [Compared, ...Compared[]])[],
  cluster: Int32Array,
  options: BootstrapOptions,
): ComparedRow[] {
  const pairs = groups.reduce((sum, group) => sum + group.length - 1, 0);
  const draws = { ...options, resamples: resamplesFor(pairs, options.resamples) };
  const differences = groups.map((group) => differencesOf(group, cluster, draws));
  const isSame = groups.map(([first, ...others]) =>
    others.map(({ values }) => values.every((value, query) => Object.is(value, first.values[query]))),
  );
  const corrected = holm(differences.flatMap((of, g) => of.map(({ p }, i) => (isSame[g]![i] ? Number.NaN : p))));
  const comparisons = corrected.filter((p) => !Number.isNaN(p)).length;
  return groups.flatMap((group, g) => {
    const before = differences.slice(0, g).flat().length;
    return group.map(({ values: _, denominators: __, strata: ___, ...row }, i): ComparedRow => {
      const difference = differences[g]![i - 1];
      if (!difference) return row;
      const p = corrected[before + i - 1]!;
      const result = isSame[g]![i - 1]
        ? { ...difference, p, atFloor: false, verdict: 'same' as const }
        : { ...difference, verdict: verdictOf(difference, p) };
      return { ...row, difference: { ...result, corrected: p, comparisons } };
    });
  });
}

function differencesOf(
  [first, ...others]: readonly [Compared, ...Compared[]],
  cluster: Int32Array,
  options: BootstrapOptions,
): PairedDifference[] {
  const all = others.map(({ values }) => values);
  const range = isShare(first.metric.split('@')[0]!) ? 1 : rangeOf([first.values, ...all]);
  const { denominators, strata } = first;
  const weighing = { ...(denominators && { denominators }), ...(strata && { strata }) };
  return pairedDifferences(all, first.values, cluster, { ...options, ...weighing, range });
}

/** The range of the observed values: nothing else is known of a metric that is not a share. */
function rangeOf(all: readonly Float64Array[]): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const values of all)
    for (const value of values) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  return Math.max(0, most - least);
}
