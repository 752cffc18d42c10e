import { InputError } from '../../data/index.js';

/**
 * The lengths of vectors.
 * @param vectors count × factors, row after row.
 * @param what the vectors belong to, for the error.
 * @throws InputError for the first vector that is not finite.
 */
export function vectorLengths(vectors: Float32Array, factors: number, what: 'item' | 'query'): Float64Array {
  const lengths = new Float64Array(vectors.length / factors);
  for (let i = 0; i < lengths.length; i++) {
    let squares = 0;
    for (let at = i * factors; at < (i + 1) * factors; at++) squares += vectors[at]! * vectors[at]!;
    if (!Number.isFinite(squares))
      throw new InputError(
        `the vector of ${what} ${i} holds NaN or infinity`,
        {},
        'finite numbers; a fit that diverged needs a smaller learning rate or more regularization',
      );
    lengths[i] = Math.sqrt(squares);
  }
  return lengths;
}
