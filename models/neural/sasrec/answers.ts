import { type Lists, packLists, seededRandom } from '../../../data/index.js';
import { fillWithPopular } from '../../base/popular-rows.js';
import {
  contextItems,
  type FitContext,
  type Queries,
  queryCount,
  type Rankings,
  type WorkContext,
} from '../../base/recommender.js';
import {
  type IndexState,
  restoreIndex,
  type SearchKind,
  type VectorIndex,
  vectorIndex,
} from '../../vector-index/index.js';
import type { Weights } from '../training/network.js';
import { readContexts } from './read-contexts.js';
import type { SasRecShape } from './shape.js';

/** Contexts that the recall of `hnsw` is measured on. */
const sampleSize = 200;

/** What was learnt, ready to answer. */
export interface Learning {
  readonly shape: SasRecShape;
  readonly weights: Weights;
  /** How often each item is in the sequences learnt from. */
  readonly counts: Float64Array;
}

/** Answers queries by what their contexts foretell. */
export class SasRecAnswers {
  private constructor(
    readonly learning: Learning,
    readonly index: VectorIndex,
  ) {}

  /** @param saved the state of an index of the same items, where there is one. */
  static async of(
    learning: Learning,
    search: SearchKind,
    context: Partial<FitContext>,
    saved?: IndexState,
  ): Promise<SasRecAnswers> {
    const { shape, weights } = learning;
    const vectors = scoringVectors(learning);
    if (saved) return new SasRecAnswers(learning, await restoreIndex(saved, vectors, shape.embeddingSize));
    const sample =
      search === 'exact' ? undefined : await readContexts(shape, weights, sampled(learning, context.seed ?? 0));
    return new SasRecAnswers(learning, await vectorIndex(search, vectors, shape.embeddingSize, context, sample));
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext>): Promise<Rankings> {
    const { shape, weights, counts } = this.learning;
    const contexts = contextsOf(queries, counts, shape.maxLength);
    const vectors = await readContexts(shape, weights, contexts, context);
    const rankings = await this.index.search(vectors, k, queries.exclude, context);
    const empty = Array.from(queries.from.keys()).filter((q) => contexts.offsets[q] === contexts.offsets[q + 1]);
    fillWithPopular(rankings, empty, counts, queries.exclude);
    return rankings;
  }
}

/** The last items of each context that were learnt of. */
function contextsOf(queries: Queries, counts: Float64Array, maxLength: number): Lists {
  const known = (query: number) => contextItems(queries, query).filter((item) => counts[item]! > 0);
  return packLists(Array.from({ length: queryCount(queries) }, (_, query) => known(query).subarray(-maxLength)));
}

/** What items are scored by; zeros, which an index leaves out, for those that were not learnt of. */
function scoringVectors({ shape, weights, counts }: Learning): Float32Array {
  const { embeddingSize, temperature } = shape;
  const vectors = weights.items!.values.slice();
  for (const [item, count] of counts.entries()) {
    const vector = vectors.subarray(item * embeddingSize, (item + 1) * embeddingSize);
    if (count === 0) vector.fill(0);
    else if (temperature !== null) {
      const length = Math.hypot(...vector);
      for (let i = 0; i < embeddingSize; i++) vector[i]! /= length;
    }
  }
  return vectors;
}

/** Contexts like those to come: of one item each. */
function sampled({ counts }: Learning, seed: number): Lists {
  const random = seededRandom(seed);
  const known = Array.from(counts.keys()).filter((item) => counts[item]! > 0);
  return packLists(Array.from({ length: sampleSize }, () => [known[random.int(known.length)]!]));
}
