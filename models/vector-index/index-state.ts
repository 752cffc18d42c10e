import type { WorkOptions } from '../base/recommender.js';
import type { IndexState, SearchKind, VectorIndex } from './contract.js';
import { exactIndex } from './exact-index.js';
import { HnswIndex } from './hnsw-index.js';
import { loadHnswlib } from './hnswlib.js';
import { recallOf } from './recall.js';
import { sampleRows } from './sample-rows.js';

/** The recall below which an approximate search is not worth its speed. */
const leastRecall = 0.95;

const missing = 'the package hnswlib-node could not be built or loaded here; exact search serves';

/**
 * Builds, at the end of a fit, the index state that a model stores beside its item vectors; {@link openIndex} opens it.
 *
 * For `hnsw`, `work.reporter` receives the measured recall as a note. If any recall is below .95, or the package is missing, exact
 * search is used instead and the note says so.
 * @param items count × factors, row after row.
 * @param sample vectors like those of later queries, on which recall is measured ({@link sampleRows} draws some); by default
 * some of the items, whose own nearest are easier to find than a visitor's.
 * @param ks the list lengths at which recall is measured.
 * @throws InputError when a vector is not finite.
 */
export async function indexState(
  kind: SearchKind,
  items: Float32Array,
  factors: number,
  work: Partial<WorkOptions> = {},
  sample: () => Float32Array | Promise<Float32Array> = () =>
    sampleRows({ values: items, stride: factors }, factors, work.seed ?? 0),
  ks: readonly number[] = [20],
): Promise<IndexState> {
  if (kind === 'exact') return { kind };
  const hnswlib = await loadHnswlib();
  if (!hnswlib) {
    work.reporter?.say('hnsw', missing, 'note');
    return { kind: 'exact' };
  }
  const index = await HnswIndex.build(hnswlib, items, factors, work);
  const queries = await sample();
  const recalls: { readonly k: number; readonly recall: number }[] = [];
  for (const k of ks) recalls.push({ k, recall: await recallOf(index, items, factors, queries, k, work) });
  const isGood = recalls.every(({ recall }) => recall >= leastRecall);
  const measured = recalls.map(({ k, recall }) => `recall@${k} ${recall.toFixed(3)}`).join(', ');
  const instead = isGood ? '' : `: below ${leastRecall}, exact search serves`;
  const told = `${measured} against exact search over ${queries.length / factors} vectors${instead}`;
  work.reporter?.say('hnsw', told, 'note');
  return isGood ? index.state() : { kind: 'exact' };
}

/**
 * Opens an index over item vectors. If the package of an `hnsw` index is missing, exact search is used, and the first search
 * reports it to its `work.reporter`.
 * @param items count × factors, row after row; must not be changed afterwards.
 * @throws InputError when a vector is not finite, or the state is of another version.
 */
export async function openIndex(state: IndexState, items: Float32Array, factors: number): Promise<VectorIndex> {
  if (state.kind === 'exact') return exactIndex(items, factors);
  const hnswlib = await loadHnswlib();
  if (hnswlib) return HnswIndex.restore(hnswlib, state, items, factors);
  const index = await exactIndex(items, factors);
  let isTold = false;
  return {
    ...index,
    search: (queries, k, exclude, work = {}) => {
      if (!isTold) work.reporter?.say('hnsw', missing, 'note');
      isTold = true;
      return index.search(queries, k, exclude, work);
    },
  };
}
