import { mix } from '../../data/index.js';

export interface BootstrapOptions {
  readonly seed: number;
  /** 1,000 unless said. */
  readonly resamples?: number;
}

export const defaultResamples = 1000;

/**
 * Counts how often each cluster is drawn in one resample: as many draws as clusters, with replacement.
 *
 * Draw `j` of resample `r` is cluster `floor(mix(mix(mix(0, seed), r), j) · clusters / 2^32)`. It depends on nothing else, so
 * all metrics and models share their resamples, and SQL can repeat them.
 * @param counts one entry a cluster; overwritten.
 */
export function drawClusters(counts: Int32Array, seed: number, resample: number): void {
  const clusters = counts.length;
  const start = mix(mix(0, seed), resample);
  counts.fill(0);
  for (let draw = 0; draw < clusters; draw++) counts[Math.floor((mix(start, draw) * clusters) / 2 ** 32)]!++;
}
