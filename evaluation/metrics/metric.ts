import type { TargetRanks } from './target-ranks.js';

/** The value of one query's list cut at `k`, from where its targets stand; at least one target, `k` ≥ 1. */
export type Metric = (targets: TargetRanks, query: number, k: number) => number;

/** How many of a query's targets stand among the first `k`. */
export function hitsWithin(targets: TargetRanks, query: number, k: number): number {
  const from = targets.offsets[query]!;
  const to = targets.offsets[query + 1]!;
  let at = from;
  while (at < to && targets.ranks[at]! <= k) at++;
  return at - from;
}
