import {
  type Dataset,
  groupBy,
  type Ids,
  idCount,
  packLists,
  type Train,
  takeIds,
  Vocabulary,
} from '../../data/index.js';
import { contextEvents, type Queries } from '../../models/index.js';
import type { EvaluationTask } from '../task.js';
import { historySegmentation, stageSegmentation } from './segmentations.js';
import { clusterByVisitor, distinctItems } from './task-columns.js';

/**
 * P-holdout: the targets come from a separate file. One query for each visitor with at least one target. Its context is the
 * visitor's whole log, its time the log's last. The visitor's own items are neither candidates nor targets.
 *
 * A purchase of an item unknown to the log remains a target, which no model can find: without it the task would be easier
 * than the file's.
 *
 * Segments: `stage`, the funnel stage reached in the log; `history`, the number of events in it.
 * @param train the whole log.
 * @param holdout pairs of the shop's visitor and item ids; pairs of unknown visitors are counted and left out.
 */
export function holdoutTask(train: Train, holdout: NonNullable<Dataset['holdout']>): EvaluationTask {
  const histories = groupBy(train.visitor, train.visitors.size);
  const events = contextEvents(train, histories.values);
  const seenBy = (visitor: number) =>
    distinctItems(events.item.subarray(histories.offsets[visitor]!, histories.offsets[visitor + 1]!));

  const wanted = new Map<number, { seen: Int32Array; targets: Set<number> }>();
  const visitors = train.visitors.indexAll(holdout.visitor);
  const { items, unknown } = targetItems(train.items, holdout.item);
  const counts = { unknownVisitor: 0, seen: 0, repeated: 0 };
  visitors.forEach((visitor, pair) => {
    const item = items[pair]!;
    if (visitor < 0) counts.unknownVisitor++;
    else {
      const of = wanted.get(visitor) ?? { seen: seenBy(visitor), targets: new Set() };
      wanted.set(visitor, of);
      if (of.seen.includes(item)) counts.seen++;
      else if (of.targets.has(item)) counts.repeated++;
      else of.targets.add(item);
    }
  });

  const asked = [...wanted].filter(([, { targets }]) => targets.size > 0).sort(([a], [b]) => a - b);
  const visitor = Int32Array.from(asked, ([id]) => id);
  const to = visitor.map((v) => histories.offsets[v + 1]!);
  const queries: Queries = {
    visitor,
    time: new Float64Array(visitor.length).fill(train.time.at(-1) ?? 0),
    from: visitor.map((v) => histories.offsets[v]!),
    sessionFrom: to,
    to,
    events,
    exclude: packLists(asked.map(([, { seen }]) => seen)),
    scope: 'history',
  };
  const targets = packLists(asked.map(([, of]) => distinctItems(of.targets)));
  return {
    protocol: 'holdout',
    items: train.items.size,
    queries,
    targets,
    unknownItems: unknown.ids,
    gain: new Float64Array(targets.values.length).fill(1),
    cluster: clusterByVisitor(visitor),
    segmentations: [stageSegmentation(queries), historySegmentation(queries)],
    counts: {
      'holdout pairs': idCount(holdout.visitor),
      'pairs of visitors unknown to the log, left out': counts.unknownVisitor,
      'pairs that the log holds already, left out': counts.seen,
      'pairs given twice, counted once': counts.repeated,
      'pairs beyond the first of a visitor, asked in the same query': targets.values.length - visitor.length,
      queries: visitor.length,
      'targets of items unknown to the log, never found': targets.values.filter((item) => item >= train.items.size)
        .length,
    },
  };
}

/** Numbers the targets' items: as train does, then those unknown to it, ascending. */
function targetItems(known: Vocabulary, ids: Ids): { items: Int32Array; unknown: Vocabulary } {
  const items = known.indexAll(ids);
  const strange = Int32Array.from(items.keys()).filter((pair) => items[pair]! < 0);
  const { vocabulary, dense } = Vocabulary.ascending(takeIds(ids, strange));
  for (let i = 0; i < strange.length; i++) items[strange[i]!] = known.size + dense[i]!;
  return { items, unknown: vocabulary };
}
