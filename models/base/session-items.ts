import { type EventLog, groupBy, hasSessions, InputError, type Lists, sessionBound } from '../../data/index.js';

/** The items of each session, in order of the events; repeats are kept. */
export interface SessionItems extends Lists {
  /** Parallel to `values`: the position of the event in the log. */
  readonly events: Int32Array;
}

/**
 * Returns the sessions of a log, end to end.
 * @param model the model to name in the error.
 * @throws InputError when the log is not cut into sessions.
 */
export function sessionItems(log: EventLog, model: string): SessionItems {
  if (log.session.length > 0 && !hasSessions(log))
    throw new InputError(`${model} learns from sessions, and this log has none`, {}, 'sessions, cut before the split');
  const { offsets, values: events } = groupBy(log.session, sessionBound(log));
  return { offsets, values: events.map((event) => log.item[event]!), events };
}
