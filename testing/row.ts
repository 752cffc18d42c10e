import type { Rankings } from '../models/index.js';

/** One row of a ranking as pairs, padding left out. */
export const row = (rankings: Rankings, query: number): [item: number, score: number][] =>
  Array.from({ length: rankings.k }, (_, rank) => query * rankings.k + rank)
    .filter((at) => rankings.items[at]! >= 0)
    .map((at) => [rankings.items[at]!, rankings.scores[at]!]);
