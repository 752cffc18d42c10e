/**
 * The mean NDCG@k over queries, as evaluation has it: a row's gain is its label, the discount log2(rank + 1). Among rows of equal scores
 * those of smaller labels come first, and a query without a positive label counts as 0.
 * @param offsets the rows of query q are `offsets[q]` … `offsets[q + 1]`.
 */
export function meanNdcg(scores: Float32Array, labels: Float32Array, offsets: Int32Array, k: number): number {
  let sum = 0;
  for (let query = 0; query + 1 < offsets.length; query++) {
    const rows = Array.from({ length: offsets[query + 1]! - offsets[query]! }, (_, i) => offsets[query]! + i);
    const ranked = rows.sort((a, b) => scores[b]! - scores[a]! || labels[a]! - labels[b]!);
    const dcg = dcgAt(
      k,
      ranked.map((row) => labels[row]!),
    );
    if (dcg > 0)
      sum +=
        dcg /
        dcgAt(
          k,
          rows.map((row) => labels[row]!).sort((a, b) => b - a),
        );
  }
  return offsets.length > 1 ? sum / (offsets.length - 1) : 0;
}

function dcgAt(k: number, gains: readonly number[]): number {
  let sum = 0;
  for (let rank = 0; rank < Math.min(k, gains.length); rank++) sum += gains[rank]! / Math.log2(rank + 2);
  return sum;
}
