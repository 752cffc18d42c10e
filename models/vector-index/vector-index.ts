import type { WorkContext } from '../base/recommender.js';
import type { IndexState, SearchKind, VectorIndex } from './contract.js';
import { exactIndex } from './exact-index.js';
import { HnswIndex } from './hnsw-index.js';
import { loadHnswlib } from './hnswlib.js';
import { recallOf } from './recall.js';
import { sampleRows } from './sample-rows.js';

export type { IndexState, SearchKind, VectorIndex } from './contract.js';
export { recallOf } from './recall.js';
export { sampleRows } from './sample-rows.js';
export { similarVectors } from './similar-vectors.js';

const missing = 'hnsw: the package hnswlib-node could not be built or loaded here; exact search serves';

/**
 * Makes item vectors searchable, at the end of a model's fit.
 *
 * A model saves `await index.state()` beside its item vectors, and makes the index again by {@link restoreIndex} when it is
 * loaded:
 * `await writeState(file, name, parameters, { items, …, index: await index.state() })`, then
 * `index = await restoreIndex(state.index, state.items, factors)`.
 *
 * For `hnsw`, `context.note` is told the recall that was measured, or that exact search serves in its place.
 * @param items count × factors, row after row; not to be changed afterwards.
 * @param sample vectors like those of the queries to come, on which recall is measured ({@link sampleRows} draws some);
 * some of the items unless given, whose own nearest are easier to find than a visitor's.
 * @param ks at which it is measured.
 * @throws InputError when a vector is not finite.
 */
export async function vectorIndex(
  kind: SearchKind,
  items: Float32Array,
  factors: number,
  context: Partial<WorkContext> = {},
  sample: Float32Array = sampleRows({ values: items, stride: factors }, factors, context.seed ?? 0),
  ks: readonly number[] = [20],
): Promise<VectorIndex> {
  if (kind === 'exact') return exactIndex(items, factors);
  const hnswlib = await loadHnswlib();
  if (!hnswlib) {
    context.note?.(missing);
    return exactIndex(items, factors);
  }
  const index = await HnswIndex.build(hnswlib, items, factors, context);
  const recalls: string[] = [];
  for (const k of ks) {
    const recall = await recallOf(index, items, factors, sample, k, context);
    recalls.push(`recall@${k} ${recall.toFixed(3)}`);
  }
  const count = sample.length / factors;
  context.note?.(`hnsw: ${recalls.join(', ')} against exact search over ${count} vectors`);
  return index;
}

/**
 * Makes an index again from what its `state` gave and the same item vectors. Where the package of an `hnsw` index is
 * missing exact search serves, and the first search tells its `context.note`.
 * @throws InputError when another version saved it.
 */
export async function restoreIndex(state: IndexState, items: Float32Array, factors: number): Promise<VectorIndex> {
  if (state.kind === 'exact') return exactIndex(items, factors);
  const hnswlib = await loadHnswlib();
  if (hnswlib) return HnswIndex.restore(hnswlib, state, items, factors);
  const index = await exactIndex(items, factors);
  let isTold = false;
  return {
    ...index,
    search: (queries, k, exclude, context = {}) => {
      if (!isTold) context.note?.(missing);
      isTold = true;
      return index.search(queries, k, exclude, context);
    },
  };
}
