import type { Queries } from './recommender.js';

/** Returns the queries `start … end` of a batch; contexts remain slices of the same events. */
export function sliceQueries(queries: Queries, start: number, end: number): Queries {
  const { offsets, values } = queries.exclude;
  const first = offsets[start]!;
  return {
    ...queries,
    visitor: queries.visitor.subarray(start, end),
    time: queries.time.subarray(start, end),
    from: queries.from.subarray(start, end),
    sessionFrom: queries.sessionFrom.subarray(start, end),
    to: queries.to.subarray(start, end),
    exclude: {
      offsets: offsets.slice(start, end + 1).map((offset) => offset - first),
      values: values.subarray(first, offsets[end]!),
    },
    ...(queries.asks && { asks: queries.asks.subarray(start, end) }),
  };
}
