import { dayMs } from '../calendar.js';
import { countText } from '../count-text.js';
import { InputError } from '../errors.js';
import { type EventLog, eventCount } from '../event-log.js';
import { type GoneKind, kindsGone } from '../kinds-gone.js';
import type { Split } from './assignment.js';
import { splitByShares } from './by-shares.js';
import { splitGiven } from './given.js';
import { lastDays, splitLastDays } from './last-days.js';
import { splitLeaveLastOut } from './leave-last-out.js';
import { splitSessionsLastDays } from './sessions-last-days.js';
import { splitWhole } from './whole.js';

export type SplitParameters =
  | { readonly kind: 'shares'; readonly validation: number; readonly test: number }
  | { readonly kind: 'last-days'; readonly days: number }
  | { readonly kind: 'sessions-last-days'; readonly days: number }
  | { readonly kind: 'leave-last-out' }
  | { readonly kind: 'given' }
  | { readonly kind: 'whole' };

/**
 * Splits a log into train, validation and test. Parts of each event with 1 day, or shares of a quarter each:
 *
 * | event | time   | visitor | session | shares     | last-days  | sessions-last-days | leave-last-out |
 * | ----- | ------ | ------- | ------- | ---------- | ---------- | ------------------ | -------------- |
 * | 0     | 0d 01h | A       | 0       | train      | train      | train              | train          |
 * | 1     | 0d 23h | B       | 1       | train      | train      | train              | train          |
 * | 2     | 1d 01h | B       | 1       | train      | validation | overhang           | test           |
 * | 3     | 1d 02h | A       | 2       | validation | validation | validation         | validation     |
 * | 4     | 2d 02h | C       | 3       | validation | test       | test               | train          |
 * | 5     | 2d 24h | A       | 4       | test       | test       | test               | test           |
 *
 * Event 2 belongs to a session of train but lies in validation's time: it is excluded from training while tuning.
 * `given` with events 4 and 5 as test: these are two sessions, so validation is the two before, events 1 2 3. `whole`: event
 * 5 is validation, the rest train. Leave-last-out trains on event 4 and tests on event 2, a day earlier: it leaks.
 * @param givenTest for `given`: 1 for each input row (see {@link EventLog.row}) that belongs to the test part.
 * @throws InputError when the split cannot be made of this log, or leaves a part empty.
 */
export function splitLog(log: EventLog, parameters: SplitParameters, givenTest?: Uint8Array): Split {
  const split = dispatch(log, parameters, givenTest);
  const empty = emptyPart(split);
  if (empty) {
    const what = `the split "${parameters.kind}" of ${countText(eventCount(log))} events leaves none for ${empty}`;
    const byDays = 'days' in parameters && eventCount(log) > 0;
    throw byDays ? daysError(what, log, parameters) : new InputError(what, {}, remedy[parameters.kind]);
  }
  return { ...split, warnings: [...split.warnings, ...lostKinds(log, split)] };
}

/** The first part without an event that should have some. */
const emptyPart = (split: Split) =>
  (['train', 'validation', 'test'] as const).find(
    (part) => eventCount(split[part]) === 0 && !(part === 'test' && split.how === 'whole'),
  );

/** The error for days that a log is too short for: with the days that it spans, and a split that suits it. */
function daysError(what: string, log: EventLog, parameters: SplitParameters & { readonly days: number }): InputError {
  const { days } = parameters;
  const span = (lastDays(log, days).testFrom - log.time[0]!) / dayMs + days;
  const most = Math.max(1, Math.floor(span / 4)); // half of the log is then left for train
  const fewer = Array.from({ length: most }, (_, i) => ({ ...parameters, days: most - i }));
  const fitting = fewer.find((one) => !emptyPart(dispatch(log, one, undefined))) ?? {
    kind: 'shares',
    validation: 0.1,
    test: 0.2,
  };
  return new InputError(
    `${what}: the log spans ${Math.floor(10 * span) / 10} days, of which test takes the last ${days} and validation the ${days} before`,
    {},
    `a longer log, or --config FILE where the file holds ${JSON.stringify({ split: fitting })}`,
  );
}

/** Warns of event kinds that are absent from a part, which its size does not show. */
function lostKinds(log: EventLog, { train, validation, overhang, test }: Split): string[] {
  const warning = (part: string) => (gone: GoneKind) =>
    `none of the ${countText(gone.events)} ${gone.kind} events is in ${part}`;
  const unlearnt = kindsGone(log, train, validation, overhang);
  const isUnlearnt = ({ kind }: GoneKind) => unlearnt.some((gone) => gone.kind === kind);
  const unasked = eventCount(test) > 0 ? kindsGone(log, test).filter((gone) => !isUnlearnt(gone)) : [];
  return [...unlearnt.map(warning('train and validation')), ...unasked.map(warning('the test part'))];
}

function dispatch(log: EventLog, parameters: SplitParameters, givenTest: Uint8Array | undefined): Split {
  switch (parameters.kind) {
    case 'shares':
      return splitByShares(log, parameters.validation, parameters.test);
    case 'last-days':
      return splitLastDays(log, parameters.days);
    case 'sessions-last-days':
      return splitSessionsLastDays(log, parameters.days);
    case 'leave-last-out':
      return splitLeaveLastOut(log);
    case 'given':
      return splitGiven(log, givenTest);
    case 'whole':
      return splitWhole(log);
  }
}

const remedy: Record<SplitParameters['kind'], string> = {
  shares: 'other shares, or a longer log: events of one moment are not parted',
  'last-days': 'a log with events',
  'sessions-last-days': 'a log with events',
  'leave-last-out': 'a log with visitors of three events or more',
  given: 'a train part with more sessions than the test part, and both not empty',
  whole: 'a log with events at several moments',
};
