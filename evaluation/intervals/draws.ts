import { mix } from '../../data/index.js';

export interface BootstrapOptions {
  readonly seed: number;
  /** 1,000 by default. */
  readonly resamples?: number;
}

export const defaultResamples = 1000;

/** A block of resamples: resample `r` contains cluster `c` `counts[(r - first) * clusters + c]` times. */
export interface Resamples {
  readonly first: number;
  readonly size: number;
  readonly counts: Uint8Array;
}

/** The largest number of counts held at once. */
const mostCounts = 1 << 27;

/**
 * The resamples of a bootstrap over clusters: each draws as many clusters as there are, with replacement. They come in one
 * block or, if that would need too much memory, in several.
 *
 * Draw `j` of resample `r` is cluster `floor(mix(mix(mix(0, seed), r), j) · clusters / 2^32)`. It depends on nothing else, so
 * all metrics and models share their resamples, and SQL can reproduce them. A single block is cached for the next call.
 * @param most the largest number of counts held at once.
 */
export function* resampleBlocks(
  clusters: number,
  { seed, resamples = defaultResamples }: BootstrapOptions,
  most = mostCounts,
): Generator<Resamples> {
  const atOnce = Math.max(1, Math.floor(most / Math.max(1, clusters)));
  if (resamples <= atOnce) yield { first: 0, size: resamples, counts: allCounts(clusters, seed, resamples) };
  else
    for (let first = 0; first < resamples; first += atOnce) {
      const size = Math.min(atOnce, resamples - first);
      yield { first, size, counts: countsOf(clusters, seed, first, size) };
    }
}

const allCounts = rememberingLast((clusters, seed, resamples) => countsOf(clusters, seed, 0, resamples));

function countsOf(clusters: number, seed: number, first: number, size: number): Uint8Array {
  // A byte is enough: that one of 256 or more clusters is drawn 256 times practically never happens.
  const counts = new Uint8Array(clusters * size);
  for (let resample = 0; resample < size; resample++) {
    const start = mix(mix(0, seed), first + resample);
    const own = resample * clusters;
    for (let draw = 0; draw < clusters; draw++) counts[own + Math.floor((mix(start, draw) * clusters) / 2 ** 32)]!++;
  }
  return counts;
}

/** Caches the last result, for calls with the same arguments. */
export function rememberingLast<T>(
  compute: (clusters: number, seed: number, resamples: number) => T,
): (clusters: number, seed: number, resamples: number) => T {
  let last: { readonly key: string; readonly result: T } | undefined;
  return (...asked) => {
    const key = asked.join();
    if (last?.key !== key) last = { key, result: compute(...asked) };
    return last.result;
  };
}
