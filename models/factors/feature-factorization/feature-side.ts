import type { Lists, Random } from '../../../data/index.js';
import { productAt, type Side } from './side.js';

/** The learning parameters of a side. */
export interface Learning {
  readonly learningRate: number;
  /** Weight of half the squared embeddings of a row's features in the loss of each step. */
  readonly regularization: number;
}

/**
 * A side whose rows are sums of their features' embeddings: row `i` has the features of list `i`, at least one. A row's own
 * identity is a feature like any other.
 *
 * Learns by Adagrad: a step is divided by the root of 1 + the sum of squared gradients before it, number by number.
 * Source: Kula 2015, "Metadata Embeddings for User and Item Cold-start Recommendations" (arXiv 1507.08439), section 3.1;
 * Duchi, Hazan & Singer 2011, as LightFM has it.
 */
export class FeatureSide implements Side {
  readonly size: number;
  readonly factors: number;
  readonly biases: Float32Array;
  readonly #squares: Float32Array;
  readonly #biasSquares: Float32Array;

  /** @param vectors features × factors, the initial embeddings; they are trained in place. */
  constructor(
    readonly rows: Lists,
    readonly vectors: Float32Array,
    readonly features: number,
    readonly learning: Learning,
  ) {
    this.size = rows.offsets.length - 1;
    this.factors = vectors.length / features;
    this.biases = new Float32Array(features);
    this.#squares = new Float32Array(vectors.length).fill(1);
    this.#biasSquares = new Float32Array(features).fill(1);
  }

  represent(row: number, vector: Float64Array): void {
    const { factors, vectors } = this;
    const { offsets, values } = this.rows;
    const first = offsets[row]!;
    const end = offsets[row + 1]!;
    for (let at = first; at < end; at++) {
      const start = values[at]! * factors;
      if (at === first) for (let f = 0; f < factors; f++) vector[f] = vectors[start + f]!;
      else for (let f = 0; f < factors; f++) vector[f]! += vectors[start + f]!;
    }
  }

  score(row: number, other: Float64Array): number {
    const { offsets, values } = this.rows;
    const end = offsets[row + 1]!;
    let sum = 0;
    for (let at = offsets[row]!; at < end; at++)
      sum += this.biases[values[at]!]! + productAt(this.vectors, values[at]! * this.factors, other);
    return sum;
  }

  step(row: number, gradient: Float64Array, biasGradient: number): void {
    const { rows, factors, vectors, biases } = this;
    const squares = this.#squares;
    const { learningRate, regularization } = this.learning;
    for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at++) {
      const feature = rows.values[at]!;
      const start = feature * factors;
      for (let f = 0; f < factors; f++) {
        const own = gradient[f]! + regularization * vectors[start + f]!;
        vectors[start + f]! -= (learningRate * own) / Math.sqrt(squares[start + f]!);
        squares[start + f]! += own * own;
      }
      const own = biasGradient + regularization * biases[feature]!;
      biases[feature]! -= (learningRate * own) / Math.sqrt(this.#biasSquares[feature]!);
      this.#biasSquares[feature]! += own * own;
    }
  }

  /** All rows: size × factors, and their biases. */
  represented(): { vectors: Float32Array; biases: Float32Array } {
    const vectors = new Float32Array(this.size * this.factors);
    const vector = new Float64Array(this.factors);
    const nothing = new Float64Array(this.factors);
    const biases = new Float32Array(this.size);
    for (let row = 0; row < this.size; row++) {
      this.represent(row, vector);
      vectors.set(vector, row * this.factors);
      biases[row] = this.score(row, nothing);
    }
    return { vectors, biases };
  }
}

/** Initial embeddings: features × factors, drawn from ±1/2 / factors. */
export function randomEmbeddings(features: number, factors: number, random: Random): Float32Array {
  return Float32Array.from({ length: features * factors }, () => (random.float() - 0.5) / factors);
}
