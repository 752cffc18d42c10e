import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { partOfEachEvent } from '../../testing/part-of-each-event.js';
import { takeEvents } from '../event-log.js';
import { assertNoLeak } from './assert-no-leak.js';
import { splitGiven } from './given.js';

const unixSecond = 1_441_939_815_000;
const sessionLog = logOf(
  [
    { visitor: 1, item: 1, time: 0, session: 0 },
    { visitor: 1, item: 2, time: 1, session: 0 },
    { visitor: 2, item: 1, time: 2, session: 1 },
    { visitor: 3, item: 2, time: 3, session: 2 },
    { visitor: 2, item: 3, time: 4, session: 1 },
    { visitor: 4, item: 1, time: unixSecond, session: 3 },
    { visitor: 4, item: 2, time: unixSecond + 1000, session: 3 },
  ],
  'order',
);
const givenTest = Uint8Array.of(0, 0, 0, 0, 0, 1, 1);

it('keeps the given parts and cuts as many sessions from train’s end as test has', () => {
  const split = splitGiven(sessionLog, givenTest);
  expect(partOfEachEvent(split)).toEqual(['train', 'train', 'train', 'validation', 'overhang', 'test', 'test']);
  expect(split.boundaries).toEqual({ validationFrom: 3, testFrom: unixSecond });
  expect(split.warnings).toEqual([]);
});

it('finds the test part by input row, whatever cleaning took out', () => {
  const split = splitGiven(takeEvents(sessionLog, [0, 1, 3, 5]), givenTest);
  expect([split.train, split.validation, split.test].map((part) => [...part.row])).toEqual([[0, 1], [3], [5]]);
});

it('cuts events where there are no sessions', () => {
  const log = logOf([0, 1, 2, 3, 4].map((time) => ({ visitor: time, item: 1, time })));
  const split = splitGiven(log, Uint8Array.of(0, 0, 0, 1, 1));
  expect(partOfEachEvent(split)).toEqual(['train', 'validation', 'validation', 'test', 'test']);
  expect(() => assertNoLeak(split)).not.toThrow();
  expect(splitGiven(log, Uint8Array.of(0, 0, 1, 0, 0)).warnings).toEqual([
    expect.stringMatching(/: 2 of 4 train events \(50 %\) are not before the first test event;/),
  ]);
});

it('warns of a train part that runs into test, saying how much does, and refuses when no test is given', () => {
  const overlapping = splitGiven(sessionLog, Uint8Array.of(0, 0, 0, 1, 0, 0, 0));
  expect(overlapping.warnings).toEqual([
    expect.stringMatching(
      /^the given parts overlap: 3 of 6 train events \(50 %\) of 2 sessions are not before the first/,
    ),
  ]);
  expect(() => assertNoLeak(overlapping)).not.toThrow();
  expect(() => assertNoLeak({ ...overlapping, train: sessionLog, events: 8 })).toThrow(
    /row 5 is both in train and in validation/,
  );
  expect(() => splitGiven(sessionLog, undefined)).toThrow(
    /no test part of its own\n {2}expected: train\.tsv and test\.tsv/,
  );
});

it('takes train and test as GRU4Rec’s authors cut them: by the last click of a session', () => {
  const clicks = [0, 1, 2, 3, 4, 5].flatMap((session) =>
    [0, 700, 1400, 2100].map((late) => ({ visitor: session, item: late, time: session * 1000 + late, session })),
  );
  const cut = 5000;
  const isTest = (session: number) => session * 1000 + 2100 >= cut + 1000;
  const split = splitGiven(
    logOf(clicks),
    Uint8Array.from(clicks, ({ session }) => Number(isTest(session))),
  );
  expect(() => assertNoLeak(split)).not.toThrow();
  expect([...new Set(split.test.session)]).toEqual([4, 5]);
  expect(split.warnings).toEqual([expect.stringContaining('3 of 16 train events (19 %) of 2 sessions')]);
});

it('does not take a row for train that nobody spoke of', () => {
  expect(() => splitGiven(sessionLog, givenTest.subarray(0, 6))).toThrow(/row 6 has no entry in givenTest/);
});

it('warns of a test part that begins at the very moment at which train ends', () => {
  const tie = logOf([0, 1, 2, 2].map((time, session) => ({ visitor: session, item: 1, time, session })));
  expect(splitGiven(tie, Uint8Array.of(0, 0, 0, 1)).warnings).toEqual([
    expect.stringContaining('1 of 3 train events (33 %) of 1 session are'),
  ]);
});
