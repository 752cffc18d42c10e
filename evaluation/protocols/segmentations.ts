import { funnelStage, funnelStages } from '../../features/index.js';
import { type Queries, queryCount } from '../../models/index.js';
import type { Segmentation } from '../task.js';

/** Segments queries by the funnel stage that their contexts reached. */
export function stageSegmentation(queries: Queries): Segmentation {
  const { kind, removed } = queries.events;
  const code = new Uint8Array(queryCount(queries));
  for (let query = 0; query < code.length; query++) {
    const [from, to] = [queries.from[query], queries.to[query]];
    code[query] = funnelStage(kind.subarray(from, to), removed?.subarray(from, to), queries.time[query]);
  }
  return { name: 'stage', labels: funnelStages, code };
}

/** Segments queries by the number of events in their contexts. */
export function historySegmentation(queries: Queries): Segmentation {
  const code = new Uint8Array(queryCount(queries));
  for (let query = 0; query < code.length; query++) {
    const length = queries.to[query]! - queries.from[query]!;
    code[query] = length === 0 ? 0 : length === 1 ? 1 : length < 5 ? 2 : 3;
  }
  return { name: 'history', labels: ['none', '1 event', '2–4 events', '5 or more events'], code };
}
