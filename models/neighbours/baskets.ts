import { type EventLog, hasSessions, hourMs, InputError, sessionBound, Vocabulary } from '../../data/index.js';

/**
 * The log with baskets in place of visitors. A basket holds a visitor's events within `windowHours` of its first event.
 * If the log has no clock, each session is a basket. Baskets are numbered in order of their starts.
 *
 * With 12 hours, a visitor's events at 0:00, 11:00, 13:00 and 20:00 make the baskets 0:00, 11:00 and 13:00, 20:00.
 * @throws InputError when the log has neither a clock nor sessions.
 */
export function basketsOf(log: EventLog, windowHours: number): EventLog {
  const visitor = log.clock === 'wall' ? cutByWindow(log, windowHours * hourMs) : sessionsOf(log);
  const count = visitor.reduce((most, basket) => Math.max(most, basket + 1), 0);
  return { ...log, visitor, visitors: new Vocabulary(Int32Array.from({ length: count }, (_, basket) => basket)) };
}

function cutByWindow(log: EventLog, window: number): Int32Array {
  const started = new Float64Array(log.visitors.size).fill(Number.NEGATIVE_INFINITY);
  const current = new Int32Array(log.visitors.size);
  let baskets = 0;
  return log.visitor.map((visitor, event) => {
    const time = log.time[event]!;
    if (time - started[visitor]! > window) {
      started[visitor] = time;
      current[visitor] = baskets++;
    }
    return current[visitor]!;
  });
}

function sessionsOf(log: EventLog): Int32Array {
  if (hasSessions(log) && sessionBound(log) > 0) return log.session;
  throw new InputError(
    'cross-sell needs times or sessions, and this log has neither',
    {},
    'a log with a clock, or sessions',
  );
}
