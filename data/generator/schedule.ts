import type { Random } from '../random.js';
import { closingTime, dayMs, drawDay, drawTimeOfDay, openingTime } from './calendar.js';
import { logNormal, streamOf } from './draws.js';
import { published } from './published.js';
import type { ShopParameters, VisitParameters } from './shop.js';
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
/** About the mean time between views, for planning. */
const meanViewMs = 200_000;
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
    start.set(sessionStarts(visits, sessions - first, visitors.budget[v]!, random), first);
  }
  return {
    visitor: visitor.slice(0, sessions),
    start: start.slice(0, sessions),
    events: lengths.slice(0, sessions),
  };
}

/**
 * Starts of one visitor's sessions, ascending. A visitor has a pace of their own, the quicker the more sessions there
 * are to come; pauses of half a day and more end at a usual time of day.
 */
function sessionStarts(visits: VisitParameters, sessions: number, events: number, random: Random): number[] {
  if (sessions === 1) return [openingTime + (drawDay(published.days, random) + drawTimeOfDay(random)) * dayMs];
  const [median, paceSpread, spread] = visits.pauseDays;
  const pace = logNormal(median / Math.sqrt(sessions - 1), paceSpread, random);
  const pauses = Array.from({ length: sessions - 1 }, () => logNormal(pace, spread, random));
  const whole = pauses.reduce((a, b) => a + b, 0);
  // What browsing itself takes, and the least pauses, must fit in beside.
  const busy = (events * meanViewMs + sessions * leastPauseMs) / dayMs;
  const longest = Math.max(1, published.days - 2 - busy);
  const shrink = Math.min(1, (longest * (0.5 + random.float() / 2)) / whole);
  const span = Math.ceil(Math.min(published.days - 1, whole * shrink + busy));
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
