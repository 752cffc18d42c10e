import { compact } from '../compact.js';
import { countDistinct } from '../count-distinct.js';
import { countText } from '../count-text.js';
import { InputError } from '../errors.js';
import { type EventKind, type EventLog, eventCount } from '../event-log.js';
import { kindsGone } from '../kinds-gone.js';
import { findDuplicates } from './duplicates.js';
import { findMinimumEvents, type MinimumEvents } from './minimum-events.js';
import { findEventsPerDay, findEventsPerHour, findItemsPerHour } from './outliers.js';
import { applyRemoval, type Removal, type RemovedEvents } from './removal.js';

/** The thresholds of the cleaning rules. A threshold of 0 turns its rule off. */
export interface CleanParameters {
  readonly duplicates: boolean;
  /** A visitor with more events within any 24 hours is an outlier: all its events are removed. */
  readonly mostEventsPerDay: number;
  readonly mostEventsPerHour: number;
  readonly mostItemsPerHour: number;
  readonly minimum: MinimumEvents;
}

/**
 * Well above the maximum of 2,174 visitors known to be buyers on RetailRocket (259 events a day, 102 events and items
 * an hour). Minimum events are off because protocols differ in them.
 */
export const cleanDefaults: CleanParameters = {
  duplicates: true,
  mostEventsPerDay: 500,
  mostEventsPerHour: 200,
  mostItemsPerHour: 150,
  minimum: { perVisitor: 1, perItem: 1, passes: 'once' },
};

/** The number of events that a rule removed. */
export interface CleanCount {
  readonly rule: string;
  readonly events: number;
  /** Distinct visitors and items of these events; other events of theirs may remain in the log. */
  readonly visitors: number;
  readonly items: number;
  /** Why the rule was skipped; absent if it was applied. */
  readonly skipped?: string;
  /** The kinds of events that the rule removed entirely. */
  readonly lost?: readonly EventKind[];
}

export interface Cleaned {
  /** The remaining events; vocabularies hold only the ids that still occur, in ascending order of the shop's ids. */
  readonly log: EventLog;
  /** The removed events, rule by rule: together with `log` they contain every event exactly once. */
  readonly rejected: readonly RemovedEvents[];
  /** One entry per rule, in order of application. */
  readonly counts: readonly CleanCount[];
}

/**
 * Applies the rules in sequence, each to the events that the previous ones left.
 * @throws InputError when no event is left, naming the rule that removed the last one.
 */
export function clean(log: EventLog, parameters: Partial<CleanParameters> = {}): Cleaned {
  const chosen = { ...cleanDefaults, ...parameters };
  const rejected: RemovedEvents[] = [];
  const counts: CleanCount[] = [];
  let left = log;
  for (const { rule, find, skipped } of rules(log, chosen)) {
    if (skipped !== undefined) {
      counts.push({ rule, events: 0, visitors: 0, items: 0, skipped });
      continue;
    }
    // A copy made by an earlier rule is not shared, so it can be changed in place.
    const result = applyRemoval(left, find(left), left !== log);
    left = result.log;
    rejected.push(result.rejected);
    const lost = kindsGone(result.rejected.log, left).map(({ kind }) => kind);
    counts.push({ ...countOf(result.rejected), ...(lost.length > 0 && { lost }) });
    if (eventCount(left) === 0)
      throw new InputError(
        `cleaning left no event: the rule "${rule}" took out the last ${countText(eventCount(result.rejected.log))}`,
        {},
        'a milder threshold for that rule (0 turns it off), or a longer log',
      );
  }
  return { log: compact(left), rejected, counts };
}

interface Rule {
  readonly rule: string;
  readonly find: (log: EventLog) => Removal;
  readonly skipped: string | undefined;
}

function rules(log: EventLog, chosen: CleanParameters): Rule[] {
  const off = (on: boolean) => (on ? undefined : 'turned off');
  // Without a clock, equal times do not mean the same moment and there are no hours.
  const timed = (on: boolean) => (log.clock === 'order' ? 'the log has no clock' : off(on));
  const { minimum } = chosen;
  return [
    { rule: 'duplicate', find: findDuplicates, skipped: timed(chosen.duplicates) },
    {
      rule: 'events-per-day',
      find: (left) => findEventsPerDay(left, chosen.mostEventsPerDay),
      skipped: timed(chosen.mostEventsPerDay > 0),
    },
    {
      rule: 'events-per-hour',
      find: (left) => findEventsPerHour(left, chosen.mostEventsPerHour),
      skipped: timed(chosen.mostEventsPerHour > 0),
    },
    {
      rule: 'items-per-hour',
      find: (left) => findItemsPerHour(left, chosen.mostItemsPerHour),
      skipped: timed(chosen.mostItemsPerHour > 0),
    },
    {
      rule: 'minimum-events',
      find: (left) => findMinimumEvents(left, minimum),
      skipped: off(minimum.perVisitor > 1 || minimum.perItem > 1),
    },
  ];
}

const countOf = ({ rule, log }: RemovedEvents): CleanCount => ({
  rule,
  events: eventCount(log),
  visitors: countDistinct(log.visitor, log.visitors.size),
  items: countDistinct(log.item, log.items.size),
});
