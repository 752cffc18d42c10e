import { type EventLog, groupBy, hasSessions, InputError, type Lists, sessionBound } from '../../data/index.js';

/** The items of each session's events, in order of the events; repeats are kept. */
export interface SessionItems extends Lists {
  /** Parallel to `values`: the event of the log. */
  readonly events: Int32Array;
}

/**
 * Lays the sessions of a log end to end.
 * @param model whose need is named where the log has none.
 * @throws InputError when the log's sessions are not cut.
 */
export function sessionItems(log: EventLog, model: string): SessionItems {
  if (log.session.length > 0 && !hasSessions(log))
    throw new InputError(`${model} learns from sessions, and this log has none`, {}, 'sessions, cut before the split');
  const { offsets, values: events } = groupBy(log.session, sessionBound(log));
  return { offsets, values: events.map((event) => log.item[event]!), events };
}
