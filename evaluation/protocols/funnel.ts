import type { Test, Train, Validation } from '../../data/index.js';
import { funnelQueries, type Queries } from '../../models/index.js';
import type { EvaluationTask, Segmentation } from '../task.js';
import { stageSegmentation } from './segmentations.js';
import { clusterByVisitor } from './task-columns.js';

/**
 * P-funnel: every addtocart and every transaction of the held part is a query for its item; see `funnelQueries`. All train items are
 * candidates, seen ones included.
 *
 * Segments, by the whole history: `stage`, the funnel stage reached before; `target`, an item `seen` by the visitor before
 * or `unseen`; `step`, the kind of the target event.
 * @param held contains train's items only; visitors known to train have train's ids; see `forFinal`.
 */
export function funnelTask(train: Train, held: Validation | Test): EvaluationTask {
  const { queries, target, step } = funnelQueries(train, held);
  const askedFor = target.length;
  return {
    protocol: 'funnel',
    items: train.items.size,
    queries,
    targets: { offsets: Int32Array.from({ length: askedFor + 1 }, (_, i) => i), values: target },
    gain: new Float64Array(askedFor).fill(1),
    cluster: clusterByVisitor(queries.visitor),
    segmentations: [
      stageSegmentation(queries),
      seenSegmentation(queries, target),
      { name: 'step', labels: ['addtocart', 'transaction'], code: step },
    ],
    counts: {
      'held-out events of known items': held.time.length,
      'of these views, not asked for': held.time.length - askedFor,
      queries: askedFor,
    },
  };
}

/** Queries by whether the target is in the context. */
function seenSegmentation({ from, to, events }: Queries, target: Int32Array): Segmentation {
  const code = target.map((item, query) => (events.item.subarray(from[query]!, to[query]!).includes(item) ? 0 : 1));
  return { name: 'target', labels: ['seen', 'unseen'], code: Uint8Array.from(code) };
}
