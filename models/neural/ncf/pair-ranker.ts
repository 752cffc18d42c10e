import { setImmediate } from 'node:timers/promises';
import type { Lists } from '../../../data/index.js';
import { Exclusion } from '../../base/exclusion.js';
import { emptyRankings, TopK } from '../../base/rankings.js';
import type { Rankings, WorkOptions } from '../../base/recommender.js';
import type { Kernel } from '../../kernels/index.js';
import {
  fillMatrix,
  firstRows,
  gemm,
  type Matrix,
  matrixBytes,
  newMatrix,
  openNeural,
  pairScorer,
  pairScorerBytes,
} from '../../kernels/neural/index.js';
import type { Weights } from '../training/network.js';
import type { Ranker } from './ranker.js';
import { hasGmf, type NcfShape } from './shape.js';

/** Number of queries scored at once. */
const blockSize = 64;

/**
 * Ranks items for models whose logit is not an inner product, by computing the scores of all items.
 *
 * Before its ReLU, the tower's first layer is the sum of a visitor's and an item's part, so the items' part is computed only
 * once.
 */
export class PairRanker implements Ranker {
  readonly #kernel: Kernel;
  readonly #score: (scores: Matrix) => void;
  /** For a block of queries: the visitors' part of the first layer, output ∘ p of GMF, and the scores. */
  readonly #parts: Matrix;
  readonly #factors: Matrix;
  readonly #scores: Matrix;
  readonly #excluded: Exclusion;
  /** For each item, whether it may be ranked. */
  readonly #isKnown: Uint8Array;

  private constructor(
    kernel: Kernel,
    readonly shape: NcfShape,
    readonly weights: Weights,
    readonly known: Int32Array,
  ) {
    const { items, hidden } = shape;
    const matrixOf = (name: string): Matrix => {
      const { rows, columns, values } = weights[name]!;
      const matrix = newMatrix(kernel, rows, columns);
      fillMatrix(matrix, values);
      return matrix;
    };
    const itemParts = newMatrix(kernel, items, hidden[0]!);
    gemm(kernel, itemParts, matrixOf('mlp.items'), matrixOf('mlp.1.items'));
    const layers = hidden.slice(1).map((_, i) => ({
      weights: matrixOf(`mlp.${i + 2}.weights`),
      biases: matrixOf(`mlp.${i + 2}.biases`),
    }));
    this.#kernel = kernel;
    this.#excluded = new Exclusion(items);
    this.#isKnown = new Uint8Array(items);
    for (const item of known) this.#isKnown[item] = 1;
    this.#parts = newMatrix(kernel, blockSize, hidden[0]!);
    this.#factors = newMatrix(kernel, blockSize, widthOf(shape));
    this.#scores = newMatrix(kernel, blockSize, items);
    const tower = { queries: this.#parts, items: itemParts, layers, output: matrixOf('output.mlp') };
    const factors = hasGmf(shape) ? { queries: this.#factors, items: matrixOf('gmf.items') } : undefined;
    this.#score = pairScorer(kernel, tower, factors);
  }

  /**
   * @param weights of a model that has an MLP.
   * @param known the items to rank, ascending.
   */
  static async of(shape: NcfShape, weights: Weights, known: Int32Array): Promise<PairRanker> {
    const { items, hidden } = shape;
    let bytes = pairScorerBytes(hidden.length - 1);
    for (const [name, { rows, columns }] of Object.entries(weights))
      if (!name.endsWith('.visitors')) bytes += matrixBytes(rows, columns);
    for (const columns of [hidden[0]!, widthOf(shape), items]) bytes += matrixBytes(blockSize, columns);
    const kernel = await openNeural(bytes + matrixBytes(items, hidden[0]!));
    return new PairRanker(kernel, shape, weights, known);
  }

  async rank(visitors: Float32Array, k: number, exclude: Lists, work: Partial<WorkOptions>): Promise<Rankings> {
    const rankings = emptyRankings(exclude.offsets.length - 1, k);
    const best = new TopK(Math.min(k, this.known.length));
    await this.#scoreAll(visitors, work, (query, scores) => {
      this.#excluded.set(exclude, query);
      for (const item of this.known) if (!this.#excluded.has(item)) best.offer(item, scores[item]!);
      best.drain(rankings.items, rankings.scores, query * k);
    });
    return rankings;
  }

  async score(visitors: Float32Array, items: Lists, exclude: Lists, work: Partial<WorkOptions>): Promise<Float64Array> {
    const asked = new Float64Array(items.values.length).fill(Number.NEGATIVE_INFINITY);
    await this.#scoreAll(visitors, work, (query, scores) => {
      this.#excluded.set(exclude, query);
      for (let at = items.offsets[query]!; at < items.offsets[query + 1]!; at++) {
        const item = items.values[at]!;
        if (this.#isKnown[item] === 1 && !this.#excluded.has(item)) asked[at] = scores[item]!;
      }
    });
    return asked;
  }

  /** Reports each visitor's scores of all items, valid until the next visitor's are reported. One call after the other. */
  async #scoreAll(
    visitors: Float32Array,
    { threads = 1, abort }: Partial<WorkOptions>,
    told: (query: number, scores: Float32Array) => void,
  ): Promise<void> {
    const width = widthOf(this.shape) + this.shape.embedding;
    const count = visitors.length / width;
    await this.#kernel.withThreads(threads, async () => {
      for (let from = 0; from < count; from += blockSize) {
        await setImmediate();
        abort?.throwIfAborted();
        const to = Math.min(from + blockSize, count);
        for (let query = from; query < to; query++)
          this.#lay(visitors.subarray(query * width, (query + 1) * width), query - from);
        this.#score(firstRows(this.#scores, to - from));
        for (let query = from; query < to; query++)
          told(query, this.#scores.values.subarray((query - from) * this.#scores.stride));
      }
    });
  }

  /** Writes a visitor's part of the scoring into a row of the block. */
  #lay(visitor: Float32Array, row: number): void {
    const factors = widthOf(this.shape);
    const output = this.weights['output.gmf']?.values;
    for (let f = 0; f < factors; f++) this.#factors.values[row * this.#factors.stride + f] = visitor[f]! * output![f]!;
    const { columns, values } = this.weights['mlp.1.visitors']!;
    const biases = this.weights['mlp.1.biases']!.values;
    for (let column = 0; column < columns; column++) {
      let sum = biases[column]!;
      for (let f = 0; f < this.shape.embedding; f++) sum += visitor[factors + f]! * values[f * columns + column]!;
      this.#parts.values[row * this.#parts.stride + column] = sum;
    }
  }
}

/** Width of GMF's embeddings, 0 where there is no GMF. */
const widthOf = (shape: NcfShape): number => (hasGmf(shape) ? shape.factors : 0);
