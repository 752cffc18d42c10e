import { expect, it } from 'vitest';
import { mix } from '../../data/index.js';
import { resampleBlocks } from './draws.js';

/** The definition, draw by draw: how often resample `r` has each cluster. */
function countsOf(clusters: number, seed: number, r: number): number[] {
  const counts = new Array<number>(clusters).fill(0);
  for (let j = 0; j < clusters; j++) counts[Math.floor((mix(mix(mix(0, seed), r), j) * clusters) / 2 ** 32)]!++;
  return counts;
}

it.each([1000, 21, 7, 3])('draws the same resamples with at most %i counts in memory', (most) => {
  const [clusters, seed, resamples] = [7, 5, 10];
  const drawn: number[][] = [];
  for (const { first, size, counts } of resampleBlocks(clusters, { seed, resamples }, most)) {
    expect(first).toBe(drawn.length);
    expect(counts.length).toBe(size * clusters);
    expect(counts.length).toBeLessThanOrEqual(Math.max(most, clusters));
    for (let at = 0; at < size; at++) drawn.push([...counts.subarray(at * clusters, (at + 1) * clusters)]);
  }
  expect(drawn).toEqual(Array.from({ length: resamples }, (_, r) => countsOf(clusters, seed, r)));
});
