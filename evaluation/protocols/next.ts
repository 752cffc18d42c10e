import { groupBy, type Test, type Train, type Validation } from '../../data/index.js';
import type { EvaluationTask } from '../task.js';
import { clusterByVisitor, contextEvents, emptyLists } from './parts.js';

/** What a session's next item is to the session so far. */
const targetLabels = ['repeat', 'seen', 'new'];

/**
 * P-next: for every session of the held part and every position from the second on, rank all train items given the
 * session's items before that position. Nothing is excluded. Sessions of fewer than two events are left out.
 *
 * What train holds of a session's beginning, where the cut went through it, is not part of the context.
 * The list is asked for at the moment of the context's last event, so that the pause until the next one tells nothing.
 * Segments (`target`): a `repeat` of the context's last item, an item `seen` earlier in the session, a `new` one.
 *
 * Session a b a gives two queries: [a] → b (new), [a, b] → a (seen).
 *
 * Source: Hidasi et al. 2016, "Session-based recommendations with recurrent neural networks", section 4.
 * @param held knows train's items only; see `forFinal`.
 * @throws Error when the held part's sessions have not been cut.
 */
export function nextTask(train: Train, held: Validation | Test): EvaluationTask {
  let sessions = 0;
  for (const session of held.session) {
    if (session < 0) throw new Error('P-next needs sessions: cut them before the split');
    sessions = Math.max(sessions, session + 1);
  }
  const bySession = groupBy(held.session, sessions);
  const { offsets, values: order } = bySession;
  const events = contextEvents(held, order);
  let used = 0;
  let short = 0;
  let queries = 0;
  for (let session = 0; session < sessions; session++) {
    const length = offsets[session + 1]! - offsets[session]!;
    if (length >= 2) {
      used++;
      queries += length - 1;
    } else short += length;
  }

  const visitor = new Int32Array(queries);
  const time = new Float64Array(queries);
  const from = new Int32Array(queries);
  const to = new Int32Array(queries);
  const targets = new Int32Array(queries);
  const code = new Uint8Array(queries);
  let query = 0;
  for (let session = 0; session < sessions; session++) {
    const start = offsets[session]!;
    for (let position = start + 1; position < offsets[session + 1]!; position++, query++) {
      const target = events.item[position]!;
      visitor[query] = held.visitor[order[position]!]!;
      time[query] = events.time[position - 1]!;
      from[query] = start;
      to[query] = position;
      targets[query] = target;
      const last = events.item.subarray(start, position).lastIndexOf(target);
      code[query] = last < 0 ? 2 : start + last === position - 1 ? 0 : 1;
    }
  }

  return {
    protocol: 'next',
    items: train.items.size,
    queries: { visitor, time, from, to, events, exclude: emptyLists(queries), scope: 'session' },
    targets: { offsets: Int32Array.from({ length: queries + 1 }, (_, i) => i), values: targets },
    gain: new Float64Array(queries).fill(1),
    cluster: clusterByVisitor(visitor),
    segmentations: [{ name: 'target', labels: targetLabels, code }],
    counts: {
      'test events of known items': held.time.length,
      'in sessions of one such event, nothing to ask': short,
      'first events of the other sessions, nothing to rank yet': used,
      queries,
    },
  };
}
