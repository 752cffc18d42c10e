import { ADD_TO_CART, groupBy, listAt, type Test, type Train, type Validation, VIEW } from '../../data/index.js';
import type { Queries } from '../../models/index.js';
import type { EvaluationTask, Segmentation } from '../task.js';
import { clusterByVisitor, emptyLists } from './parts.js';
import { stageSegmentation } from './segmentations.js';

/**
 * P-funnel: every addtocart and every transaction of the held part is a query for its item. The context is all that the
 * visitor did strictly before that moment, in train and in the held part, so that items bought together do not give each
 * other away. All train items are candidates, seen ones included.
 *
 * Views of a and b, then both bought at one moment: two queries, each with the context [a, b], for a and for b.
 *
 * Segments: `stage`, the funnel stage reached before; `target`, an item `seen` by the visitor before or `unseen`; `step`,
 * the kind of the event asked for.
 * @param held knows train's items only, and its visitors have train's ids where train knows them; see `forFinal`.
 */
export function funnelTask(train: Train, held: Validation | Test): EvaluationTask {
  const { events, offsets } = wholePaths(train, held);
  const askedFor = held.event.reduce((count, kind) => count + (kind === VIEW ? 0 : 1), 0);
  const visitor = new Int32Array(askedFor);
  const time = new Float64Array(askedFor);
  const to = new Int32Array(askedFor);
  const target = new Int32Array(askedFor);
  const step = new Uint8Array(askedFor);
  const laters = groupBy(held.visitor, offsets.length - 1);
  let query = 0;
  for (let person = 0; person + 1 < offsets.length; person++) {
    let before = offsets[person]!;
    for (const event of listAt(laters, person)) {
      while (before < offsets[person + 1]! && events.time[before]! < held.time[event]!) before++;
      if (held.event[event] === VIEW) continue;
      visitor[query] = person;
      time[query] = held.time[event]!;
      to[query] = before;
      target[query] = held.item[event]!;
      step[query++] = held.event[event] === ADD_TO_CART ? 0 : 1;
    }
  }

  const queries: Queries = {
    visitor,
    time,
    from: visitor.map((v) => offsets[v]!),
    to,
    events,
    exclude: emptyLists(askedFor),
    scope: 'session',
  };
  return {
    protocol: 'funnel',
    items: train.items.size,
    queries,
    targets: { offsets: Int32Array.from({ length: askedFor + 1 }, (_, i) => i), values: target },
    gain: new Float64Array(askedFor).fill(1),
    cluster: clusterByVisitor(visitor),
    segmentations: [
      stageSegmentation(queries),
      seenSegmentation(queries, target),
      { name: 'step', labels: ['addtocart', 'transaction'], code: step },
    ],
    counts: {
      'test events of known items': held.time.length,
      'of these views, not asked for': held.time.length - askedFor,
      queries: askedFor,
    },
  };
}

/** Train's and the held events of the visitors that the held part asks about, laid end to end by visitor, oldest first. */
function wholePaths(train: Train, held: Validation | Test): { events: Queries['events']; offsets: Int32Array } {
  const visitors = Math.max(train.visitors.size, held.visitors.size);
  const asks = new Uint8Array(visitors);
  for (let event = 0; event < held.event.length; event++)
    if (held.event[event] !== VIEW) asks[held.visitor[event]!] = 1;
  const logs = [train, held].map((log) => ({ log, byVisitor: groupBy(log.visitor, visitors) }));
  const offsets = new Int32Array(visitors + 1);
  for (let visitor = 0; visitor < visitors; visitor++) {
    const length = logs.reduce((sum, { byVisitor }) => sum + listAt(byVisitor, visitor).length, 0);
    offsets[visitor + 1] = offsets[visitor]! + (asks[visitor] ? length : 0);
  }
  const size = offsets[visitors]!;
  const events = { item: new Int32Array(size), kind: new Uint8Array(size), time: new Float64Array(size) };
  for (let visitor = 0, at = 0; visitor < visitors; visitor++) {
    if (!asks[visitor]) continue;
    for (const { log, byVisitor } of logs) {
      for (const event of listAt(byVisitor, visitor)) {
        events.item[at] = log.item[event]!;
        events.kind[at] = log.event[event]!;
        events.time[at++] = log.time[event]!;
      }
    }
  }
  return { events, offsets };
}

/** Queries by whether the target is in the context. */
function seenSegmentation({ from, to, events }: Queries, target: Int32Array): Segmentation {
  const code = target.map((item, query) => (events.item.subarray(from[query]!, to[query]!).includes(item) ? 0 : 1));
  return { name: 'target', labels: ['seen', 'unseen'], code: Uint8Array.from(code) };
}
