import { listAt, packLists } from '../../data/index.js';
import type { Queries } from './recommender.js';

/** The queries at some positions of a batch, in that order; contexts remain slices of the same events. */
export function takeQueries(queries: Queries, positions: Int32Array): Queries {
  const { visitor, time, from, sessionFrom, to, exclude } = queries;
  const take = (column: Int32Array) => positions.map((at) => column[at]!);
  return {
    ...queries,
    visitor: take(visitor),
    time: Float64Array.from(positions, (at) => time[at]!),
    from: take(from),
    sessionFrom: take(sessionFrom),
    to: take(to),
    exclude: packLists(Array.from(positions, (at) => listAt(exclude, at))),
  };
}
