import { dayMs } from '../calendar.js';
import type { Random } from '../random.js';
import { closingTime, dayOf, drawDay, drawTimeOfDay, openingTime } from './calendar.js';
import { logNormal, streamOf } from './draws.js';
import { published } from './published.js';
import type { ShopParameters, VisitParameters } from './shop.js';
import type { Visitors } from './visitors.js';

/** The sessions of all visitors: one entry per session, each visitor's in order of time. */
export interface Schedule {
  readonly visitor: Int32Array;
  /** Milliseconds since 1970. */
  readonly start: Float64Array;
  readonly events: Int32Array;
}

/** The shortest time between a visitor's sessions: more than the 30-minute gap that cuts sessions. */
export const leastPauseMs = 35 * 60_000;
/** Approximate mean duration of an event, for planning. */
const eventMs = 230_000;
/** The most events that a bot makes in one run. */
const botRun = 600;

/** Divides each visitor's events into sessions and draws the start of each session. */
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
    start.set(sessionStarts(visits, lengths.subarray(first, sessions), random), first);
  }
  return {
    visitor: visitor.slice(0, sessions),
    start: start.slice(0, sessions),
    events: lengths.slice(0, sessions),
  };
}

/**
 * Draws the starts of one visitor's sessions, ascending, given the number of events in each. Each visitor has a pace of
 * their own, quicker the more sessions there are.
 */
function sessionStarts({ pauseDays }: VisitParameters, lengths: Int32Array, random: Random): number[] {
  const [median, paceSpread, spread] = pauseDays;
  const pace = logNormal(median / Math.sqrt(Math.max(1, lengths.length - 1)), paceSpread, random);
  const pauses = Array.from({ length: lengths.length - 1 }, () => logNormal(pace, spread, random));
  const whole = sum(pauses);
  // Browsing itself and the shortest pauses must fit in as well.
  const busy = (sum(lengths) * eventMs + pauses.length * leastPauseMs) / dayMs;
  const longest = Math.max(0, published.days - 2 - busy) * (0.5 + random.float() / 2);
  let shrink = Math.min(1, longest / whole);
  for (;;) {
    const days = pauses.map((pause) => pause * shrink);
    const lastDay = published.days - Math.min(published.days - 1, Math.floor(sum(days) + busy));
    const starts = followingStarts(drawDay(lastDay, random), days, lengths, random);
    if (starts.at(-1)! + (lengths.at(-1)! - 1) * eventMs < closingTime) return starts;
    shrink *= 0.95;
  }
}

/** Starts from a first day on, separated by pauses in days; pauses of half a day or more end at a usual time of day. */
function followingStarts(first: number, pauses: readonly number[], lengths: Int32Array, random: Random): number[] {
  let time = openingTime + (first + drawTimeOfDay(random)) * dayMs;
  const starts = [time];
  pauses.forEach((days, session) => {
    const earliest = time + lengths[session]! * eventMs + leastPauseMs;
    const usual = openingTime + (dayOf(earliest + days * dayMs) + drawTimeOfDay(random)) * dayMs;
    time = days > 0.5 && usual > earliest ? usual : earliest + days * dayMs;
    starts.push(time);
  });
  return starts;
}

const sum = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
};
