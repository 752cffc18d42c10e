import { funnelStage, funnelStages } from '../../features/index.js';
import { type Queries, queryCount } from '../base/recommender.js';

/** What a blend's weights may depend on: nothing, the funnel stage, or the stage and the session. */
export const gates = ['none', 'stage', 'session'] as const;
export type Gate = (typeof gates)[number];

/** The numbers of a query that a gate reads: 1, then 1 for the visitor's funnel stage, then what the session is like. */
export const gateSize = (gate: Gate): number =>
  gate === 'none' ? 1 : gate === 'stage' ? 1 + funnelStages.length : 5 + funnelStages.length;

/** What a gate reads of each query, row after row. Counts are logarithms, so that a visitor of a thousand events is no outlier. */
export function gateInputs(queries: Queries, gate: Gate): Float64Array {
  const size = gateSize(gate);
  const inputs = new Float64Array(queryCount(queries) * size);
  const { from, sessionFrom, to, events, time } = queries;
  for (let query = 0; query < queryCount(queries); query++) {
    const row = inputs.subarray(query * size, (query + 1) * size);
    row[0] = 1;
    if (gate === 'none') continue;
    const [first, session, end] = [from[query]!, sessionFrom[query]!, to[query]!];
    const stage = funnelStage(events.kind.subarray(first, end), events.removed?.subarray(first, end), time[query]);
    row[1 + stage] = 1;
    if (gate === 'stage') continue;
    const own = events.item.subarray(session, end);
    const at = 1 + funnelStages.length;
    row[at] = Math.log1p(own.length);
    row[at + 1] = own.length === 0 ? 0 : 1 - new Set(own).size / own.length;
    row[at + 2] = own.length > 1 && own.at(-1) === own.at(-2) ? 1 : 0;
    row[at + 3] = Math.log1p(session - first);
  }
  return inputs;
}
