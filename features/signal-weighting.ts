import type { WeightedLists } from '../data/index.js';
import type { Signal, SignalStatistics } from './signal.js';

/** Item lengths of a visitor × item matrix, and their mean, before weighting. */
export function signalStatistics({ values, weights }: WeightedLists, items: number): SignalStatistics {
  const itemLength = new Float64Array(items);
  let total = 0;
  for (let at = 0; at < values.length; at++) {
    itemLength[values[at]!]! += weights[at]!;
    total += weights[at]!;
  }
  return { itemLength, averageLength: total / items };
}

/**
 * Weights the rows of a visitor × item matrix: items are documents, visitors the terms in them.
 *
 *     idf(visitor) = ln(items) − ln(1 + items of the visitor)
 *     BM25:   worth · (k1 + 1) / (worth + k1 · (1 − b + b · length(item) / average length)) · idf(visitor)
 *     TF-IDF: √worth · idf(visitor)
 *
 * A visitor of all items, or all but one, does not distinguish items (idf ≤ 0): such rows are left empty.
 * Source: Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework", section 3.4; idf smoothed as in implicit
 * and scikit-learn.
 */
export function weighted(matrix: WeightedLists, signal: Signal, statistics: SignalStatistics): WeightedLists {
  const { weighting, k1, b } = signal;
  if (weighting === 'none') return matrix;
  const { itemLength, averageLength } = statistics;
  const norm = (item: number) => k1 * (1 - b + (b * itemLength[item]!) / averageLength);
  const offsets = new Int32Array(matrix.offsets.length);
  const values = new Int32Array(matrix.values.length);
  const weights = new Float32Array(matrix.values.length);
  let size = 0;
  for (let row = 0; row + 1 < offsets.length; row++) {
    const start = matrix.offsets[row]!;
    const end = matrix.offsets[row + 1]!;
    const idf = Math.log(itemLength.length) - Math.log1p(end - start);
    for (let at = start; at < end; at++) {
      const item = matrix.values[at]!;
      const worth = matrix.weights[at]!;
      const term = weighting === 'bm25' ? (worth * (k1 + 1)) / (worth + norm(item)) : Math.sqrt(worth);
      weights[size] = term * idf;
      if (weights[size]! > 0) values[size++] = item;
    }
    offsets[row + 1] = size;
  }
  return { offsets, values: values.slice(0, size), weights: weights.slice(0, size) };
}
