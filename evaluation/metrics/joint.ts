import type { QueryColumn, Strata } from '../query-column.js';
import { hitsWithin } from './metric.js';
import type { TargetRanks } from './target-ranks.js';

/** What P-joint asks for by each kind of event, in the order of `eventKinds`. */
export const jointKinds = ['views', 'carts', 'purchases'] as const;

const weights = [0.1, 0.3, 0.6];

/** The names of P-joint's metrics: the score, and the recall of each kind. */
export const jointMetrics: readonly string[] = ['joint', ...jointKinds.map((kind) => `recall-${kind}`)];

/**
 * The strata of P-joint's score: a query's is the kind of event that it asks for. A kind that no query asks for adds nothing to the score.
 * @param asks the kind of each query, as in `Queries.asks`.
 */
export const jointStrata = (asks: Uint8Array): Strata => ({
  code: asks,
  weights: weights.map((weight, kind) => (asks.includes(kind) ? weight : 0)),
});

/**
 * P-joint's metrics. `recall-views`, `recall-carts`, `recall-purchases` are micro: the hits of all queries of a kind divided by
 * Σ min(K, targets) over them. `joint` is .10 × views + .30 × carts + .60 × purchases.
 *
 * A session with one cart, found, another with three, one of them found, K = 20: recall-carts is 2/4, not the mean of 1 and 1/3.
 *
 * Source: OTTO's recommender systems dataset (2022), evaluation of its submissions.
 * @param asks the kind of each query, as in `Queries.asks`.
 */
export function jointColumns(asks: Uint8Array, ranks: TargetRanks, ks: readonly number[]): QueryColumn[] {
  const { offsets } = ranks;
  const strata = jointStrata(asks);
  const highest = strata.weights.reduce((sum, weight) => sum + weight, 0);
  return ks.flatMap((k): QueryColumn[] => {
    const hits = Float64Array.from(asks, (_, query) => hitsWithin(ranks, query, k));
    const most = Float64Array.from(asks, (_, query) => Math.min(k, offsets[query + 1]! - offsets[query]!));
    const of = (kind: number, values: Float64Array) => values.map((value, query) => (asks[query] === kind ? value : 0));
    return [
      { metric: 'joint', k, values: hits, denominators: most, strata, bounds: [0, highest] },
      ...jointKinds.map((name, kind) => ({
        metric: `recall-${name}`,
        k,
        values: of(kind, hits),
        denominators: of(kind, most),
      })),
    ];
  });
}
