import type { RankedQueries } from '../kernels/index.js';

/** What LambdaMART has to know of labels and queries: gains 2^label − 1, and each query's ideal DCG over the first `truncation` ranks. */
export function rankedQueries(labels: Float32Array, offsets: Int32Array, truncation: number): RankedQueries {
  const gains = labels.map((label) => 2 ** label - 1);
  const ideals = new Float32Array(offsets.length - 1);
  for (let query = 0; query < ideals.length; query++) {
    const best = gains
      .slice(offsets[query], offsets[query + 1])
      .sort()
      .reverse();
    let ideal = 0;
    for (let rank = 0; rank < Math.min(truncation, best.length); rank++) ideal += best[rank]! / Math.log2(rank + 2);
    ideals[query] = ideal > 0 ? 1 / ideal : 0;
  }
  return { offsets, gains, ideals, truncation };
}
