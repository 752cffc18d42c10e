/** One side of the factorization, visitors or items: a vector and a bias for each, and a way to learn better ones. */
export interface Side {
  /** The number of rows (visitors, items). */
  readonly size: number;
  /** Writes a row's vector and gives its bias. */
  represent(row: number, vector: Float64Array): number;
  /** Moves a row against the gradient of the loss by its vector and by its bias. */
  step(row: number, gradient: Float64Array, biasGradient: number): void;
}

/** Item vectors as they were learnt: nothing moves them. */
export class FixedSide implements Side {
  readonly size: number;

  /** @param vectors size × (factors + 1), the bias last. */
  constructor(
    readonly vectors: Float32Array,
    readonly factors: number,
  ) {
    this.size = vectors.length / (factors + 1);
  }

  represent(row: number, vector: Float64Array): number {
    const at = row * (this.factors + 1);
    for (let f = 0; f < this.factors; f++) vector[f] = this.vectors[at + f]!;
    return this.vectors[at + this.factors]!;
  }

  step(): void {}
}
