import { type EventLog, type Id, listAt } from '../data/index.js';
import { type EvaluationTask, targetId } from '../evaluation/index.js';
import { contextItems, reading, type Scope } from '../models/index.js';

/** A task's queries as a test reads them, in the shop's ids; contexts are what the task's scope says. */
export function readableQueries(task: EvaluationTask, log: Pick<EventLog, 'visitors' | 'items'>) {
  const contexts = contextsOf(task, log, task.queries.scope);
  return Array.from(task.queries.visitor, (visitor, query) => ({
    visitor: log.visitors.idOf(visitor),
    context: contexts[query]!,
    targets: Array.from(listAt(task.targets, query), (item) => targetId(task, log.items, item)),
    exclude: Array.from(listAt(task.queries.exclude, query), (item) => log.items.idOf(item)),
  }));
}

/** The items of each query's session in progress, or of its whole history, in the shop's ids. */
export function contextsOf(task: EvaluationTask, { items }: Pick<EventLog, 'items'>, scope: Scope): Id[][] {
  const queries = reading(task.queries, scope);
  return Array.from(queries.from, (_, query) => Array.from(contextItems(queries, query), (item) => items.idOf(item)));
}

/** Each query's label in one of the task's segmentations. */
export function labelsOf(task: EvaluationTask, segmentation: string): string[] {
  const { labels, code } = task.segmentations.find(({ name }) => name === segmentation)!;
  return Array.from(code, (label) => labels[label]!);
}
