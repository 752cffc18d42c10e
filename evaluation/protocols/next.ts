import type { Test, Train, Validation } from '../../data/index.js';
import { type NextOptions, nextQueries } from '../../models/index.js';
import type { EvaluationTask } from '../task.js';
import { clusterByVisitor } from './task-columns.js';

/** The relation of a session's next item to the session so far. */
const targetLabels = ['repeat', 'seen', 'new'];

/** The counts' name for queries whose order the log does not determine. */
export const orderOfFile = 'of these at the very time of the event before: their order is that of the file';

/**
 * P-next: for every session of the held part and every position from the second on, rank all train items given the
 * session's items before that position; see `nextQueries`.
 *
 * Segments (`target`): a `repeat` of the context's last item, an item `seen` earlier in the session, a `new` one.
 *
 * Source: Hidasi et al. 2016, "Session-based recommendations with recurrent neural networks", section 4.
 * @param held contains train's items only; see `forFinal`.
 * @throws Error when the held part's sessions have not been cut.
 */
export function nextTask(train: Train, held: Validation | Test, options: NextOptions = {}): EvaluationTask {
  const { queries, target, relation, short, first, undetermined } = nextQueries(train, held, options);
  const count = target.length;
  return {
    protocol: 'next',
    items: train.items.size,
    queries,
    targets: { offsets: Int32Array.from({ length: count + 1 }, (_, i) => i), values: target },
    gain: new Float64Array(count).fill(1),
    cluster: clusterByVisitor(queries.visitor),
    segmentations: [{ name: 'target', labels: targetLabels, code: relation }],
    counts: {
      'held-out events of known items': held.time.length,
      'in sessions of one such event, nothing to ask': short,
      'first events of the other sessions, nothing to rank yet': first,
      queries: count,
      ...(undetermined > 0 && { [orderOfFile]: undetermined }),
    },
  };
}
