import { emptyLists, groupBy, listAt, packLists, type Test, type Train, type Validation } from '../../data/index.js';
import { contextEvents, type Queries, visitorBound } from '../../models/index.js';
import type { EvaluationTask } from '../task.js';
import { historySegmentation, stageSegmentation } from './segmentations.js';
import { clusterByVisitor, distinctItems } from './task-columns.js';

export interface FutureOptions {
  /** Whether items that the visitor touched in train stay candidates and can be targets. Off by default. */
  readonly keepSeen?: boolean;
  /** A target's gain: 1 (`binary`, by default), or by its furthest kind: view 1, addtocart 3, transaction 5 (`event`). */
  readonly gain?: 'binary' | 'event';
}

const gainOfKind = [1, 3, 5];

/**
 * P-future: predicts the items of train's visitors in the held part. One query for each visitor with events in both and at least
 * one target. Its context is the visitor's train history, its time that of the first held event, its targets the distinct held
 * items. Items of the history are neither candidates nor targets, unless `keepSeen`.
 *
 * History a b, later b c c: the target is c; with `keepSeen`, b and c.
 *
 * Segments: `stage`, the funnel stage reached in train; `history`, the number of train events.
 * @param held contains train's items only; visitors known to train have train's ids; see `forFinal`.
 */
export function futureTask(train: Train, held: Validation | Test, options: FutureOptions = {}): EvaluationTask {
  const { keepSeen = false, gain = 'binary' } = options;
  const histories = groupBy(train.visitor, train.visitors.size);
  const laters = groupBy(held.visitor, visitorBound(train, held));
  const events = contextEvents(train, histories.values);

  const visitors: number[] = [];
  const targets: number[][] = [];
  const gains: number[] = [];
  const exclude: Int32Array[] = [];
  let unknown = 0;
  let seenPairs = 0;
  let withoutTarget = 0;
  for (let visitor = 0; visitor + 1 < laters.offsets.length; visitor++) {
    const later = listAt(laters, visitor);
    if (later.length === 0) continue;
    const past = visitor < train.visitors.size ? itemsOf(events, histories.offsets, visitor) : [];
    if (past.length === 0) {
      unknown++;
      continue;
    }
    const furthest = furthestKinds(held, later);
    const seen = distinctItems(past);
    const known = keepSeen ? new Set() : new Set(seen);
    const wanted = [...furthest.keys()].filter((item) => !known.has(item)).sort((a, b) => a - b);
    seenPairs += furthest.size - wanted.length;
    if (wanted.length === 0) {
      withoutTarget++;
      continue;
    }
    visitors.push(visitor);
    targets.push(wanted);
    exclude.push(seen);
    for (const item of wanted) gains.push(gain === 'event' ? gainOfKind[furthest.get(item)!]! : 1);
  }

  const visitor = Int32Array.from(visitors);
  const to = visitor.map((v) => histories.offsets[v + 1]!);
  const queries: Queries = {
    visitor,
    time: Float64Array.from(visitor, (v) => held.time[listAt(laters, v)[0]!]!),
    from: visitor.map((v) => histories.offsets[v]!),
    sessionFrom: to,
    to,
    events,
    exclude: keepSeen ? emptyLists(visitor.length) : packLists(exclude),
    scope: 'history',
  };
  return {
    protocol: 'future',
    items: train.items.size,
    queries,
    targets: packLists(targets),
    gain: Float64Array.from(gains),
    cluster: clusterByVisitor(visitor),
    segmentations: [stageSegmentation(queries), historySegmentation(queries)],
    counts: {
      'visitors with held-out events of known items': visitors.length + unknown + withoutTarget,
      'of these without a train event': unknown,
      'of these without another item than those seen in train': withoutTarget,
      queries: visitors.length,
      'later items seen in train, left out of the targets': seenPairs,
    },
  };
}

const itemsOf = (events: Queries['events'], offsets: Int32Array, visitor: number): Int32Array =>
  events.item.subarray(offsets[visitor]!, offsets[visitor + 1]!);

/** The items of the given events, each with its furthest kind of event. */
function furthestKinds(log: Test | Validation, positions: Int32Array): Map<number, number> {
  const furthest = new Map<number, number>();
  for (const event of positions) {
    const item = log.item[event]!;
    furthest.set(item, Math.max(furthest.get(item) ?? 0, log.event[event]!));
  }
  return furthest;
}
