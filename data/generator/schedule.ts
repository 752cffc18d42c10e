import { closingTime, dayMs, drawDay, drawTimeOfDay, openingTime } from './calendar.js';
import { logNormal, streamOf } from './draws.js';
import { published } from './published.js';
import type { ShopParameters } from './shop.js';
import type { Visitors } from './visitors.js';

/** When who comes: one entry a session, a visitor's sessions in order of time. */
export interface Schedule {
  readonly visitor: Int32Array;
  /** Milliseconds since 1970. */
  readonly start: Float64Array;
  readonly events: Int32Array;
}

/** The shortest time between a visitor's sessions: more than the 30 minutes by which sessions are cut. */
export const leastPauseMs = 35 * 60_000;
/** How many events a bot makes in one run at most. */
const botRun = 600;

/** Parts each visitor's events into sessions and gives each session its start. */
export function scheduleSessions(parameters: ShopParameters, visitors: Visitors): Schedule {
  const { events, seed, visits } = parameters;
  const random = streamOf(seed, 'schedule');
  const visitor = new Int32Array(events);
  const start = new Float64Array(events);
  const lengths = new Int32Array(events);
  let sessions = 0;
  for (let v = 0; v < visitors.budget.length; v++) {
    const first = sessions;
    let left = visitors.budget[v]!;
    const newSession = Math.min(visits.newSession, visits.mostSessions / left);
    while (left > 0) {
      let length = 1;
      if (visitors.bot[v]) length = Math.min(left, botRun);
      else while (length < left && random.float() >= newSession) length++;
      visitor[sessions] = v;
      lengths[sessions++] = length;
      left -= length;
    }
    const starts = sessionStarts(sessions - first, visits.pauseDays, random);
    start.set(starts, first);
  }
  return {
    visitor: visitor.slice(0, sessions),
    start: start.slice(0, sessions),
    events: lengths.slice(0, sessions),
  };
}

/** Starts of one visitor's sessions, ascending. Pauses of half a day and more end at a usual time of day. */
function sessionStarts(
  sessions: number,
  [median, spread]: readonly [number, number],
  random: ReturnType<typeof streamOf>,
): number[] {
  if (sessions === 1) return [openingTime + (drawDay(published.days, random) + drawTimeOfDay(random)) * dayMs];
  const pauses = Array.from({ length: sessions - 1 }, () => logNormal(median, spread, random));
  const whole = pauses.reduce((a, b) => a + b, 0);
  const longest = published.days - 2;
  const shrink = Math.min(1, (longest * (0.5 + random.float() / 2)) / whole);
  const span = Math.ceil(whole * shrink);
  const day = drawDay(published.days - span, random);
  let time = openingTime + (day + drawTimeOfDay(random)) * dayMs;
  const starts = [time];
  for (const pause of pauses) {
    const days = pause * shrink;
    let next = time + Math.max(days * dayMs, leastPauseMs);
    if (days > 0.5) {
      const usual = openingTime + (Math.floor((next - openingTime) / dayMs) + drawTimeOfDay(random)) * dayMs;
      if (usual > time + leastPauseMs) next = usual;
    }
    // Whoever comes close to the end comes ever closer, but not past it.
    time = next < closingTime ? next : time + (closingTime - time) / 2;
    starts.push(time);
  }
  return starts;
}
