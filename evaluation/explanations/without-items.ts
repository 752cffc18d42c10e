import { listAt, packLists } from '../../data/index.js';
import type { Queries } from '../../models/index.js';

/** A query and the items that are taken out of its context. */
export interface Removal {
  readonly query: number;
  readonly without: readonly number[];
}

/**
 * The queries as they would be had the visitor never met some items: all events on them are gone, the excluded items stay excluded.
 * @returns one query for each removal; a query may be asked several times.
 */
export function withoutItems(queries: Queries, removals: readonly Removal[]): Queries {
  const { events } = queries;
  const kept: number[] = [];
  const [from, sessionFrom, to] = [[], [], []] as [number[], number[], number[]];
  for (const { query, without } of removals) {
    from.push(kept.length);
    for (let event = queries.from[query]!; event <= queries.to[query]!; event++) {
      if (event === queries.sessionFrom[query]!) sessionFrom.push(kept.length);
      if (event < queries.to[query]! && !without.includes(events.item[event]!)) kept.push(event);
    }
    to.push(kept.length);
  }
  const { removed } = events;
  return {
    visitor: Int32Array.from(removals, ({ query }) => queries.visitor[query]!),
    time: Float64Array.from(removals, ({ query }) => queries.time[query]!),
    ...{ from: Int32Array.from(from), sessionFrom: Int32Array.from(sessionFrom), to: Int32Array.from(to) },
    events: {
      item: Int32Array.from(kept, (event) => events.item[event]!),
      kind: Uint8Array.from(kept, (event) => events.kind[event]!),
      time: Float64Array.from(kept, (event) => events.time[event]!),
      ...(removed && { removed: Float64Array.from(kept, (event) => removed[event]!) }),
    },
    exclude: packLists(removals.map(({ query }) => listAt(queries.exclude, query))),
    scope: queries.scope,
  };
}
