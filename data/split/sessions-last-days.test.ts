import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { hours, partOfEachEvent } from '../../testing/part-of-each-event.js';
import { splitSessionsLastDays } from './sessions-last-days.js';

it('assigns sessions by their start and takes from them what lies beyond the cut', () => {
  const log = logOf([
    { visitor: 1, item: 1, time: 1 * hours, session: 0 },
    { visitor: 2, item: 1, time: 23 * hours, session: 1 },
    { visitor: 2, item: 2, time: 24 * hours, session: 1 },
    { visitor: 3, item: 1, time: 47 * hours, session: 2 },
    { visitor: 2, item: 3, time: 48 * hours, session: 1 },
    { visitor: 3, item: 2, time: 49 * hours, session: 2 },
    { visitor: 4, item: 2, time: 49 * hours, session: 3 },
    { visitor: 4, item: 3, time: 72 * hours, session: 3 },
  ]);
  const split = splitSessionsLastDays(log, 1);
  expect(partOfEachEvent(split)).toEqual([
    'train',
    'train',
    'overhang',
    'validation',
    'set aside',
    'set aside',
    'test',
    'test',
  ]);
  const reason = 'the session began before the test part and runs into it';
  expect(split.setAside).toMatchObject({ rule: 'session-past-cut', reason: [reason, reason] });
  expect(split.train.time.buffer).toBe(log.time.buffer); // contiguous: not copied
  expect(split.test.time.buffer).toBe(log.time.buffer);
});

it('needs sessions', () => {
  expect(() => splitSessionsLastDays(logOf([{ visitor: 1, item: 1, time: 0 }]), 7)).toThrow(
    /no sessions yet\n {2}expected: sessions cut/,
  );
});
