import type { SessionIndex } from './session-index.js';

const day = 24 * 60 * 60 * 1000;

/**
 * What each session counts by its age, exp(−age / (lambda_snh days)), the age taken at the end of train.
 *
 * The papers take it at the moment of the query. That multiplies all neighbours of a query alike, so the ranking is the same, and
 * nothing vanishes when the query comes much later. A log whose clock is only an order of events gives them a second each
 * (see `sessionTsv`): 100 days are 8.64 million events there.
 */
export function timeWeights({ ended }: SessionIndex, lambda_snh: number): Float64Array {
  const newest = ended[0] ?? 0;
  return ended.map((moment) => Math.exp((moment - newest) / (lambda_snh * day)));
}
