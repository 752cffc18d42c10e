import { type EventLog, listAt } from '../data/index.js';
import { type EvaluationTask, targetId } from '../evaluation/index.js';
import { contextItems } from '../models/index.js';

/** A task's queries as a test reads them, in the shop's ids. */
export function askedOf(task: EvaluationTask, { visitors, items }: Pick<EventLog, 'visitors' | 'items'>) {
  const raw = (dense: Int32Array) => Array.from(dense, (item) => items.ids[item]!);
  return Array.from(task.queries.visitor, (visitor, query) => ({
    visitor: visitors.ids[visitor]!,
    context: raw(contextItems(task.queries, query)),
    targets: Array.from(listAt(task.targets, query), (item) => targetId(task, items, item)),
    exclude: raw(listAt(task.queries.exclude, query)),
  }));
}

/** Each query's label in one of the task's segmentations. */
export function labelsOf(task: EvaluationTask, segmentation: string): string[] {
  const { labels, code } = task.segmentations.find(({ name }) => name === segmentation)!;
  return Array.from(code, (label) => labels[label]!);
}
