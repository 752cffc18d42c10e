import { seededRandom } from '../../data/index.js';
import type { Rows } from '../kernels/index.js';

const most = 200;

/** Draws rows of a table by a seed, with replacement: {@link most}, or as many as it has. Returns sample × columns, no padding. */
export function sampleRows({ values, stride }: Rows, columns: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const rows = values.length / stride;
  const sample = new Float32Array(Math.min(most, rows) * columns);
  for (let at = 0; at < sample.length; at += columns) {
    const start = random.int(rows) * stride;
    sample.set(values.subarray(start, start + columns), at);
  }
  return sample;
}
