import { type Lists, listAt, type WeightedLists } from '../../data/index.js';
import { heaviestFirst, lastEvents } from '../base/evidence.js';
import type { Evidence, Queries } from '../base/recommender.js';
import type { FoldInOptions } from '../kernels/index.js';

/**
 * The contribution of each context item to an ALS score: with A the matrix of the visitor's linear system and c the
 * confidence in context item j, it is c · yᵢᵀ A⁻¹ yⱼ. The sum over the context is the score of item i.
 *
 * Source: Hu, Koren & Volinsky 2008, "Collaborative Filtering for Implicit Feedback Datasets", section 5.
 * @param weights the weights of each context's items, as passed to the fold-in.
 * @param scores parallel to `items.values`; items without a score get no evidence.
 */
export function explainFoldIn(
  queries: Queries,
  weights: WeightedLists,
  items: Lists,
  scores: Float64Array,
  options: FoldInOptions,
): Evidence[][] {
  const { factors, alpha, columns } = options;
  const rowOf = (item: number) => columns.subarray(item * factors, (item + 1) * factors);
  return Array.from({ length: items.offsets.length - 1 }, (_, query) => {
    const last = lastEvents(queries, query);
    const context = Array.from(listAt(weights, query), (item, i) => ({
      event: last.get(item)!,
      vector: rowOf(item),
      confidence: alpha * weights.weights[weights.offsets[query]! + i]!,
    }));
    const system = choleskyOf(context, options);
    return Array.from(listAt(items, query), (item, i): Evidence[] => {
      if (!Number.isFinite(scores[items.offsets[query]! + i]!)) return [];
      const towards = solve(system, rowOf(item));
      return heaviestFirst(
        context.map(({ event, vector, confidence }) => ({
          kind: 'event',
          event,
          weight: confidence * vector.reduce((sum, value, f) => sum + value * towards[f]!, 0),
        })),
      );
    });
  }).flat();
}

/** The lower triangle L, L·Lᵀ = A = diag(spectrum + λ) + Σ (c − 1) y yᵀ, row after row; A is positive definite. */
function choleskyOf(
  context: readonly { readonly vector: Float32Array; readonly confidence: number }[],
  { factors, regularization, spectrum }: FoldInOptions,
): Float64Array[] {
  const lower = Array.from({ length: factors }, (_, row) => new Float64Array(row + 1));
  for (const [row, line] of lower.entries()) {
    line[row] = spectrum[row]! + regularization;
    for (const { vector, confidence } of context)
      for (let column = 0; column <= row; column++) line[column]! += (confidence - 1) * vector[row]! * vector[column]!;
  }
  for (const [row, line] of lower.entries())
    for (let column = 0; column <= row; column++) {
      const other = lower[column]!;
      let rest = line[column]!;
      for (let k = 0; k < column; k++) rest -= line[k]! * other[k]!;
      line[column] = column === row ? Math.sqrt(rest) : rest / other[column]!;
    }
  return lower;
}

/** The solution of L·Lᵀ·x = b. */
function solve(lower: readonly Float64Array[], b: Float32Array): Float64Array {
  const x = Float64Array.from(b);
  for (const [row, line] of lower.entries()) {
    for (let k = 0; k < row; k++) x[row]! -= line[k]! * x[k]!;
    x[row]! /= line[row]!;
  }
  for (let row = lower.length - 1; row >= 0; row--) {
    for (let below = row + 1; below < lower.length; below++) x[row]! -= lower[below]![row]! * x[below]!;
    x[row]! /= lower[row]![row]!;
  }
  return x;
}
