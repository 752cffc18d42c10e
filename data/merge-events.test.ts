import { expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { takeEvents } from './event-log.js';
import { mergeEvents } from './merge-events.js';

it('puts a log that was parted together again', () => {
  const log = logOf([5, 5, 3, 9, 5].map((time, visitor) => ({ visitor, item: 1, time, session: 1 })));
  expect(mergeEvents(takeEvents(log, [0, 2, 3]), takeEvents(log, [1, 4]))).toEqual(log);
  expect(mergeEvents(takeEvents(log, []), log)).toEqual(log);
  expect(mergeEvents(log, takeEvents(log, []))).toEqual(log);
});
