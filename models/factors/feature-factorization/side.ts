/** One side of the factorization, visitors or items: a vector and a bias for each row, and the step that trains them. */
export interface Side {
  /** The number of rows (visitors, items). */
  readonly size: number;
  /** Writes a row's vector. */
  represent(row: number, vector: Float64Array): void;
  /** The inner product of a row's vector and another, plus the row's bias. */
  score(row: number, other: Float64Array): number;
  /** Moves a row's vector and bias against their gradients of the loss. */
  step(row: number, gradient: Float64Array, biasGradient: number): void;
}

/** A side whose rows are fixed. */
export class FixedSide implements Side {
  readonly size: number;
  readonly factors: number;

  /** @param vectors size × factors. */
  constructor(
    readonly vectors: Float32Array,
    readonly biases: Float32Array,
  ) {
    this.size = biases.length;
    this.factors = vectors.length / biases.length;
  }

  represent(row: number, vector: Float64Array): void {
    const start = row * this.factors;
    for (let f = 0; f < this.factors; f++) vector[f] = this.vectors[start + f]!;
  }

  score(row: number, other: Float64Array): number {
    return this.biases[row]! + productAt(this.vectors, row * this.factors, other);
  }

  step(): void {}
}

/** The inner product of a vector and the numbers from `start`; in four sums, because additions to one sum wait for each other. */
export function productAt(numbers: Float32Array, start: number, vector: Float64Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let f = 0;
  for (; f + 3 < vector.length; f += 4) {
    a += numbers[start + f]! * vector[f]!;
    b += numbers[start + f + 1]! * vector[f + 1]!;
    c += numbers[start + f + 2]! * vector[f + 2]!;
    d += numbers[start + f + 3]! * vector[f + 3]!;
  }
  for (; f < vector.length; f++) a += numbers[start + f]! * vector[f]!;
  return a + b + (c + d);
}
