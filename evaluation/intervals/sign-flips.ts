import { mix } from '../../data/index.js';
import { type BootstrapOptions, defaultResamples } from './draws.js';

/** Clusters whose signs are drawn together, as the bits of a byte. */
const width = 8;

/**
 * Sums over the clusters that keep their sign in each random sign flip. Flip `r` keeps the sign of cluster `c` where bit `c mod 8` of the
 * highest byte of `mix(mix(mix(1, seed), floor(c / 8)), r)` is 1. It depends on nothing else, so all columns share their flips, and SQL
 * can reproduce them. A group of eight clusters has only 256 sums, which are worked out once and then looked up by every flip.
 * @param columns one value a cluster.
 * @returns for each column one sum a flip; `resamples` flips.
 */
export function keptSums(
  columns: readonly Float64Array[],
  { seed, resamples = defaultResamples }: BootstrapOptions,
): Float64Array[] {
  const kept = columns.map(() => new Float64Array(resamples));
  const signs = new Uint8Array(resamples);
  const sums = new Float64Array(2 ** width);
  const clusters = columns[0]?.length ?? 0;
  for (let first = 0; first < clusters; first += width) {
    const start = mix(mix(1, seed), first / width);
    for (let flip = 0; flip < resamples; flip++) signs[flip] = mix(start, flip) >>> 24;
    for (const [c, column] of columns.entries()) {
      const own = column.subarray(first, first + width);
      if (own.every((value) => value === 0)) continue;
      addLookedUp(kept[c]!, signs, subsetSums(own, sums));
    }
  }
  return kept;
}

/** Sums over the clusters that keep their sign in each possible flip, except the one that keeps all: 2ⁿ − 1 sums. */
export const everyKeptSum = (column: Float64Array): Float64Array =>
  subsetSums(column, new Float64Array(2 ** column.length)).subarray(0, -1);

/** The sum of each subset of the values: value `b` is in subset `i` where bit `b` of `i` is 1; values that are missing are 0. */
function subsetSums(values: Float64Array, into: Float64Array): Float64Array {
  into[0] = 0;
  for (let b = 0, size = 1; size < into.length; b++, size *= 2) {
    const value = values[b] ?? 0;
    for (let i = 0; i < size; i++) into[size + i] = into[i]! + value;
  }
  return into;
}

function addLookedUp(into: Float64Array, at: Uint8Array, sums: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i]! += sums[at[i]!]!;
}
