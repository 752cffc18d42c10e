import { type EventLog, listAt } from '../data/index.js';
import { type EvaluationTask, targetId } from '../evaluation/index.js';
import { contextItems, reading, type Scope } from '../models/index.js';

/** A task's queries as a test reads them, in the shop's ids; contexts are the sessions or the histories, as `scope` says. */
export function askedOf(
  task: EvaluationTask,
  { visitors, items }: Pick<EventLog, 'visitors' | 'items'>,
  scope: Scope = task.queries.scope,
) {
  const queries = reading(task.queries, scope);
  const raw = (dense: Int32Array) => Array.from(dense, (item) => items.ids[item]!);
  return Array.from(queries.visitor, (visitor, query) => ({
    visitor: visitors.ids[visitor]!,
    context: raw(contextItems(queries, query)),
    targets: Array.from(listAt(task.targets, query), (item) => targetId(task, items, item)),
    exclude: raw(listAt(queries.exclude, query)),
  }));
}

/** Each query's label in one of the task's segmentations. */
export function labelsOf(task: EvaluationTask, segmentation: string): string[] {
  const { labels, code } = task.segmentations.find(({ name }) => name === segmentation)!;
  return Array.from(code, (label) => labels[label]!);
}
