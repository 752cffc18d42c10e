import { type EventLog, groupBy, listAt, sessionBound } from '../data/index.js';

/** Counts of steps in sessions by the item of the next event: the last item again, one seen earlier in the session, or a new one. */
export interface SessionTransitions {
  readonly repeat: number;
  readonly seen: number;
  readonly new: number;
}

/** Counts the steps from one event to the next in all sessions, by the kind of step. The items a b b a give new, repeat, seen. */
export function sessionTransitions(log: EventLog): SessionTransitions {
  const counts = { repeat: 0, seen: 0, new: 0 };
  const sessions = sessionBound(log);
  const events = groupBy(log.session, sessions);
  for (let session = 0; session < sessions; session++) {
    const seen = new Set<number>();
    let last = -1;
    for (const event of listAt(events, session)) {
      const item = log.item[event]!;
      if (last >= 0) counts[item === last ? 'repeat' : seen.has(item) ? 'seen' : 'new']++;
      seen.add(item);
      last = item;
    }
  }
  return counts;
}
