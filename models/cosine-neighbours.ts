import type { Lists } from '../data/index.js';
import type { DistinctPairs } from './distinct-pairs.js';
import { TopK } from './rankings.js';

/** For each item its neighbours, best first, and parallel to their values the similarity of each. */
export interface Neighbours extends Lists {
  readonly similarities: Float32Array;
}

/**
 * The `k` items most similar to each item: cosine of their columns in the binary visitor × item matrix,
 * |visitors of both| / √(|visitors of a| · |visitors of b|). Items that share no visitor are no neighbours; ties go to
 * the smaller item id.
 *
 * Row by row over a sparse accumulator: what is added up for an item is the lists of the visitors who touched it.
 *
 * @param onRow called with the number of items done, now and then.
 */
export function cosineNeighbours(
  pairs: DistinctPairs,
  k: number,
  onRow: (done: number) => void = () => {},
): Neighbours {
  const { byItem, byVisitor } = pairs;
  const items = byItem.offsets.length - 1;
  const norm = Float64Array.from({ length: items }, (_, item) =>
    Math.sqrt(byItem.offsets[item + 1]! - byItem.offsets[item]!),
  );
  const shared = new Int32Array(items);
  const touched = new Int32Array(items);
  const best = new TopK(k);
  const offsets = new Int32Array(items + 1);
  let values = new Int32Array(items * 8);
  let scores = new Float64Array(items * 8);
  for (let item = 0; item < items; item++) {
    if (item % 1024 === 0) onRow(item);
    let others = 0;
    for (let at = byItem.offsets[item]!; at < byItem.offsets[item + 1]!; at++) {
      const visitor = byItem.values[at]!;
      const end = byVisitor.offsets[visitor + 1]!;
      for (let to = byVisitor.offsets[visitor]!; to < end; to++) {
        const other = byVisitor.values[to]!;
        if (shared[other]!++ === 0) touched[others++] = other;
      }
    }
    for (let i = 0; i < others; i++) {
      const other = touched[i]!;
      if (other !== item) best.offer(other, shared[other]! / (norm[item]! * norm[other]!));
      shared[other] = 0;
    }
    const start = offsets[item]!;
    if (start + k > values.length) {
      values = grown(values, new Int32Array(2 * values.length + k));
      scores = grown(scores, new Float64Array(2 * scores.length + k));
    }
    offsets[item + 1] = start + best.drain(values, scores, start);
  }
  onRow(items);
  const total = offsets[items]!;
  return { offsets, values: values.slice(0, total), similarities: Float32Array.from(scores.subarray(0, total)) };
}

function grown<A extends Int32Array | Float64Array>(from: A, into: A): A {
  into.set(from as never);
  return into;
}
