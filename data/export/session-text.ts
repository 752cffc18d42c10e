import type { EventLog } from '../event-log.js';
import type { Id } from '../ids.js';
import { idColumn } from './tsv.js';

/** An event's session: the shop's id where the log came with sessions, otherwise the dense one. */
export function sessionText({ session, sessions }: Pick<EventLog, 'session' | 'sessions'>): (event: number) => Id {
  return sessions ? idColumn(sessions.ids, session) : (event) => session[event]!;
}
