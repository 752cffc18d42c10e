import type { Queries } from '../../models/index.js';
import { queryCount } from '../../models/index.js';
import type { Segmentation } from '../task.js';

/** The furthest a context got down the funnel: nothing, views only, a cart event, a transaction. */
const stages = ['new', 'browsing', 'intent', 'buyer'];

/** Queries by the funnel stage that their contexts reached. */
export function stageSegmentation({ from, to, events, ...queries }: Queries): Segmentation {
  const code = new Uint8Array(queries.visitor.length);
  for (let query = 0; query < code.length; query++) {
    for (let event = from[query]!; event < to[query]!; event++) {
      code[query] = Math.max(code[query]!, events.kind[event]! + 1);
    }
  }
  return { name: 'stage', labels: stages, code };
}

/** Queries by the number of events in their contexts. */
export function historySegmentation(queries: Queries): Segmentation {
  const code = new Uint8Array(queryCount(queries));
  for (let query = 0; query < code.length; query++) {
    const length = queries.to[query]! - queries.from[query]!;
    code[query] = length === 0 ? 0 : length === 1 ? 1 : length < 5 ? 2 : 3;
  }
  return { name: 'history', labels: ['none', '1 event', '2–4 events', '5 or more events'], code };
}
