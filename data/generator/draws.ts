import { mix, type Random, seededRandom } from '../random.js';

/** The parts of the shop that have a random stream of their own, so that a change to one does not affect the others. */
const streams = ['tree', 'sizes', 'catalogue', 'visitors', 'schedule', 'simulation', 'properties'] as const;

/** Starts the random stream of one part of the shop. */
export const streamOf = (seed: number, part: (typeof streams)[number]): Random =>
  seededRandom(mix(mix(0x5409, seed), streams.indexOf(part) + 1));

/** Returns the numbers 0 … n−1 in random order (Fisher–Yates). */
export function permutation(n: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random.float() * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}

/** Draws a position in a table of running sums, in proportion to its steps. */
export function drawFrom(sums: ArrayLike<number>, random: Random): number {
  const u = random.float() * sums[sums.length - 1]!;
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sums[middle]! > u) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Running sums. */
export function runningSums(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

/** Draws from a log-normal with the given median; `spread` is the standard deviation of the logarithm. */
export const logNormal = (median: number, spread: number, random: Random): number =>
  median * Math.exp(spread * random.normal());
