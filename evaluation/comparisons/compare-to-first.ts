import type { BootstrapOptions } from '../intervals/draws.js';
import type { Interval } from '../intervals/interval.js';
import { type PairedDifference, pairedDifferences, resamplesFor } from '../intervals/paired-difference.js';
import { isShare } from '../lists/list-metrics.js';
import { holm } from './holm.js';
import { type Verdict, verdictOf } from './verdict.js';

/** A model, or a variant of one, and what a metric gave it for every query. */
export interface Compared {
  readonly name: string;
  /** E.g. `ndcg@10`. */
  readonly metric: string;
  /** The queries that are meant, where not all are. */
  readonly segment?: string;
  readonly figure: Interval;
  /** One value a query, NaN where it has none or is not meant. */
  readonly values: Float64Array;
}

/** How far a row is from what it was compared with. */
export interface Comparison extends PairedDifference {
  /** `p` corrected for all comparisons that were made together (Holm). */
  readonly corrected: number;
  /** How many those are. */
  readonly comparisons: number;
  readonly verdict: Verdict;
}

/** One of several that answered the same queries. */
export interface ComparedRow extends Omit<Compared, 'values'> {
  /** How far it is ahead of the first of its group; absent in the first itself. */
  readonly difference?: Comparison;
}

/**
 * Compares each of a group with the group's first, query by query. The p-values of all groups are corrected together, so that of all the
 * verdicts given here one is wrong in at most one case of twenty.
 * @param groups a group has one metric and, where there is one, one segment.
 * @param cluster each query's cluster, dense from 0.
 * @param options of the comparisons' own resamples there are as many more as the correction needs.
 */
export function compareToFirst(
  groups: readonly (readonly [Compared, ...Compared[]])[],
  cluster: Int32Array,
  options: BootstrapOptions,
): ComparedRow[] {
  const comparisons = groups.reduce((sum, group) => sum + group.length - 1, 0);
  const draws = { ...options, resamples: resamplesFor(comparisons, options.resamples) };
  const differences = groups.map((group) => differencesOf(group, cluster, draws));
  const corrected = holm(differences.flat().map(({ p }) => p));
  return groups.flatMap((group, g) => {
    const before = differences.slice(0, g).flat().length;
    return group.map(({ values: _, ...row }, i): ComparedRow => {
      const difference = differences[g]![i - 1];
      if (!difference) return row;
      const p = corrected[before + i - 1]!;
      return { ...row, difference: { ...difference, corrected: p, comparisons, verdict: verdictOf(difference, p) } };
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
  return pairedDifferences(all, first.values, cluster, { ...options, range });
}

/** How far apart the values met are: nothing else is known of a metric that is no share. */
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
