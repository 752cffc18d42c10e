import { ADD_TO_CART, dayMs, hourMs, TRANSACTION } from '../../data/index.js';
import type { ContextFeature } from './feature.js';
import type { Moment } from './moment.js';

/** The number of distinct items in events `from … to`. */
const distinct = ({ events }: Moment, from: number, to: number) => new Set(events.item.subarray(from, to)).size;

/** Counts events of a kind in the whole context. */
const countOf = (kind: number) => (moment: Moment) => {
  let count = 0;
  for (let event = moment.from; event < moment.to; event++) if (moment.events.kind[event] === kind) count++;
  return count;
};

/** The time since the last event of a kind, in days; NaN without one or without a clock. */
const daysSince = (kind: number) => (moment: Moment) => {
  if (!moment.knowledge.hasClock) return Number.NaN;
  for (let event = moment.to - 1; event >= moment.from; event--)
    if (moment.events.kind[event] === kind) return (moment.time - moment.events.time[event]!) / dayMs;
  return Number.NaN;
};

const withClock = (of: (moment: Moment) => number) => (moment: Moment) =>
  moment.knowledge.hasClock ? of(moment) : Number.NaN;

/** Features of the visitor and of the session in progress. */
export const contextFeatures: readonly ContextFeature[] = [
  { name: 'stage', unit: 'code', of: 'visitor', value: ({ stage }) => stage },
  { name: 'history-events', unit: 'events', of: 'visitor', value: ({ from, sessionFrom }) => sessionFrom - from },
  {
    name: 'history-items',
    unit: 'items',
    of: 'visitor',
    value: (moment) => distinct(moment, moment.from, moment.sessionFrom),
  },
  { name: 'carts', unit: 'events', of: 'visitor', value: countOf(ADD_TO_CART) },
  { name: 'purchases', unit: 'events', of: 'visitor', value: countOf(TRANSACTION) },
  { name: 'since-cart', unit: 'days', of: 'visitor', value: daysSince(ADD_TO_CART) },
  { name: 'since-purchase', unit: 'days', of: 'visitor', value: daysSince(TRANSACTION) },
  {
    name: 'known-for',
    ...{ unit: 'days', of: 'visitor' },
    value: withClock(({ from, to, time, events }) => (from < to ? (time - events.time[from]!) / dayMs : Number.NaN)),
  },
  { name: 'hour', unit: 'hours', of: 'session', value: withClock(({ time }) => (time % dayMs) / hourMs) },
  { name: 'weekday', unit: 'code', of: 'session', value: withClock(({ time }) => (Math.floor(time / dayMs) + 4) % 7) },
  { name: 'session-events', unit: 'events', of: 'session', value: ({ sessionFrom, to }) => to - sessionFrom },
  {
    name: 'session-items',
    unit: 'items',
    of: 'session',
    value: (moment) => distinct(moment, moment.sessionFrom, moment.to),
  },
  {
    name: 'session-repeats',
    ...{ unit: 'share', of: 'session' },
    value: (moment) => {
      const events = moment.to - moment.sessionFrom;
      return events === 0 ? Number.NaN : 1 - distinct(moment, moment.sessionFrom, moment.to) / events;
    },
  },
  {
    name: 'session-seconds',
    ...{ unit: 'seconds', of: 'session' },
    value: withClock(({ sessionFrom, to, time, events }) =>
      sessionFrom < to ? (time - events.time[sessionFrom]!) / 1000 : Number.NaN,
    ),
  },
  {
    name: 'last-pause',
    ...{ unit: 'seconds', of: 'session' },
    value: withClock(({ sessionFrom, to, events }) =>
      to - sessionFrom < 2 ? Number.NaN : (events.time[to - 1]! - events.time[to - 2]!) / 1000,
    ),
  },
];
