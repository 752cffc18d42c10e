import type { Lists, Random } from '../../data/index.js';
import type { Side } from './side.js';

/** How a side learns. */
export interface Learning {
  readonly learningRate: number;
  /** Weight of the squared embeddings in the loss. */
  readonly regularization: number;
}

/**
 * A side whose rows are sums of their features' embeddings: row `i` has the features of list `i`, one at least. A row's own
 * identity is a feature like others.
 *
 * Learns by Adagrad: a step is divided by the root of 1 + the sum of squared gradients before it, number by number.
 * Source: Kula 2015, "Metadata Embeddings for User and Item Cold-start Recommendations" (arXiv 1507.08439), section 3.1;
 * Duchi, Hazan & Singer 2011, as LightFM has it.
 */
export class FeatureSide implements Side {
  readonly size: number;
  /** features × factors. */
  readonly vectors: Float32Array;
  readonly biases: Float32Array;
  readonly #squares: Float32Array;
  readonly #biasSquares: Float32Array;

  constructor(
    readonly rows: Lists,
    readonly featureCount: number,
    readonly factors: number,
    readonly learning: Learning,
  ) {
    this.size = rows.offsets.length - 1;
    this.vectors = new Float32Array(featureCount * factors);
    this.biases = new Float32Array(featureCount);
    this.#squares = new Float32Array(featureCount * factors).fill(1);
    this.#biasSquares = new Float32Array(featureCount).fill(1);
  }

  /** Draws the embeddings from ±1/2 / factors. */
  randomize(random: Random): void {
    for (let i = 0; i < this.vectors.length; i++) this.vectors[i] = (random.float() - 0.5) / this.factors;
  }

  represent(row: number, vector: Float64Array): number {
    const { factors, vectors, biases } = this;
    const { offsets, values } = this.rows;
    const first = offsets[row]!;
    const end = offsets[row + 1]!;
    let bias = 0;
    for (let at = first; at < end; at++) {
      const start = values[at]! * factors;
      if (at === first) for (let f = 0; f < factors; f++) vector[f] = vectors[start + f]!;
      else for (let f = 0; f < factors; f++) vector[f]! += vectors[start + f]!;
      bias += biases[values[at]!]!;
    }
    return bias;
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

  /** All rows: size × (factors + 1), the bias last. */
  represented(): Float32Array {
    const width = this.factors + 1;
    const all = new Float32Array(this.size * width);
    const vector = new Float64Array(this.factors);
    for (let row = 0; row < this.size; row++) {
      all[row * width + this.factors] = this.represent(row, vector);
      all.set(vector, row * width);
    }
    return all;
  }
}
