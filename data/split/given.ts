import { countDistinct } from '../count-distinct.js';
import { counted, countText } from '../count-text.js';
import { InputError } from '../errors.js';
import { type EventLog, eventCount, filterEvents } from '../event-log.js';
import { hasSessions, sessionBound } from '../sessions.js';
import { makeSplit, Part, partsBySession, partsByTime, type Split } from './assignment.js';

/**
 * Keeps the train and test that a dataset brings, and cuts validation from train's end: as many of its last sessions as
 * test has, or as many events where there are no sessions. A tie at the cut goes entirely to validation. If the given
 * parts overlap in time, a warning reports it.
 * @param givenTest 1 for each input row (see {@link EventLog.row}) that belongs to the test part.
 */
export function splitGiven(log: EventLog, givenTest: Uint8Array | undefined): Split {
  if (!givenTest)
    throw new InputError('the data brings no test part of its own', {}, 'train.tsv and test.tsv, or another split');
  const beyond = log.row.find((row) => row >= givenTest.length);
  if (beyond !== undefined) throw new RangeError(`row ${beyond} has no entry in givenTest, which goes by input row`);
  const isTest = Uint8Array.from(log.row, (row) => givenTest[row]!);
  const train = filterEvents(log, (event) => !isTest[event]);
  const test = filterEvents(log, (event) => isTest[event] === 1);
  const sessions = hasSessions(log);
  const starts = sessions ? sessionStarts(train) : train.time;
  const held = sessions ? sessionStarts(test).length : eventCount(test);
  const validationFrom = starts.at(-held) ?? Number.NEGATIVE_INFINITY;
  const never = Number.POSITIVE_INFINITY;
  const partOfTrain = (sessions ? partsBySession : partsByTime)(train, validationFrom, never);

  const part = new Uint8Array(eventCount(log));
  for (let event = 0, next = 0; event < part.length; event++)
    part[event] = isTest[event] ? Part.test : partOfTrain[next++]!;
  const testFrom = test.time[0] ?? never;
  return makeSplit('given', log, part, { validationFrom, testFrom }, overlapOf(train, testFrom));
}

/** Warns of train events that are not before the test part, e.g. where a log was split by the last click of its sessions. */
function overlapOf(train: EventLog, testFrom: number): string[] {
  const late = filterEvents(train, (event) => train.time[event]! >= testFrom);
  const events = eventCount(late);
  if (events === 0) return [];
  const share = `${countText(events)} of ${countText(eventCount(train))} train events (${+((100 * events) / eventCount(train)).toPrecision(2)} %)`;
  const sessions = hasSessions(late)
    ? ` of ${counted(countDistinct(late.session, sessionBound(late)), 'session')}`
    : '';
  return [
    `the given parts overlap: ${share}${sessions} are not before the first test event; models learn from them, as in the field’s sets that are parted by a session’s last click`,
  ];
}

/** Start times of the sessions of a log, ascending. */
function sessionStarts(log: EventLog): Float64Array {
  const seen = new Uint8Array(sessionBound(log));
  return filterEvents(log, (event) => {
    const session = log.session[event]!;
    const first = !seen[session];
    seen[session] = 1;
    return first;
  }).time;
}
