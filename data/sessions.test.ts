import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { InputError } from './errors.js';
import { type EventLog, takeEvents } from './event-log.js';
import { cutSessions, hasSessions } from './sessions.js';

const minute = 60_000;
const sessions = (log: EventLog) => [...log.session];

describe('cutSessions', () => {
  it('starts a session after a gap longer than 30 minutes, ids in order of start', () => {
    const log = logOf([
      { visitor: 2, item: 1, time: 0 },
      { visitor: 1, item: 1, time: 5 * minute },
      { visitor: 2, item: 2, time: 30 * minute },
      { visitor: 2, item: 3, time: 60 * minute + 1 },
      { visitor: 1, item: 2, time: 61 * minute },
    ]);
    expect(sessions(cutSessions(log).log)).toEqual([0, 1, 0, 2, 3]);
    expect(sessions(cutSessions(log, { gapMinutes: 60 }).log)).toEqual([0, 1, 0, 0, 1]);
  });

  it('collapses repeats of the same item and kind, and says which events went', () => {
    const log = logOf([
      { visitor: 1, item: 7, time: 0 },
      { visitor: 2, item: 7, time: 1 },
      { visitor: 1, item: 7, time: 2 },
      { visitor: 1, item: 7, time: 3, event: 'addtocart' },
      { visitor: 1, item: 8, time: 4 },
      { visitor: 1, item: 7, time: 5 },
      { visitor: 1, item: 7, time: 31 * minute },
    ]);
    const { log: kept, rejected } = cutSessions(log, { repeats: 'collapse' });
    expect([...kept.row]).toEqual([0, 1, 3, 4, 5, 6]);
    expect([...rejected.log.row]).toEqual([2]);
    expect(rejected).toMatchObject({ rule: 'repeat', reason: [expect.stringContaining('same item')] });
    const whole = cutSessions(log);
    expect([...whole.log.row]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(whole.rejected).toMatchObject({ rule: 'repeat', reason: [] });
    const other = logOf([3, 4].map((item) => ({ visitor: item, item, time: 0 })));
    expect([...cutSessions(other, { repeats: 'collapse' }).log.row]).toEqual([0, 1]);
  });

  it('collapses no addtocart after the item was taken out of the cart', () => {
    const cart = { visitor: 1, item: 7, event: 'addtocart' } as const;
    const log = logOf([
      { ...cart, time: 0, removed: 2 },
      { ...cart, time: 1, removed: 2 },
      { ...cart, time: 3 },
    ]);
    expect([...cutSessions(log, { repeats: 'collapse' }).log.row]).toEqual([0, 2]);
  });

  it('keeps the sessions that a log brings, numbered without gaps', () => {
    const log = logOf(
      [0, 1, 0, 2, 2].map((session, time) => ({ visitor: 1, item: 5, time, session })),
      'order',
    );
    expect(sessions(cutSessions(takeEvents(log, [0, 2, 3, 4])).log)).toEqual([0, 0, 1, 1]);
    expect([...cutSessions(log, { repeats: 'collapse' }).log.row]).toEqual([0, 1, 3]);
  });

  it('tells a log with sessions from one without, and from one without events', () => {
    const log = logOf([1, 2].map((visitor) => ({ visitor, item: 1, time: 0, session: visitor })));
    expect([log, takeEvents(log, [1])].map(hasSessions)).toEqual([true, true]);
    expect([logOf([{ visitor: 1, item: 1, time: 0 }]), logOf([])].map(hasSessions)).toEqual([false, false]);
  });

  it('refuses a log without clock or sessions, and a gap that is none', () => {
    const events = [{ visitor: 1, item: 1, time: 0 }];
    expect(() => cutSessions(logOf(events, 'order'))).toThrow(
      /no clock\n {2}expected: times in milliseconds, or sessions/,
    );
    const gapless = () => cutSessions(logOf(events), { gapMinutes: 0 });
    expect(gapless).toThrow(InputError);
    expect(gapless).toThrow(/a session gap of 0 minutes\n {2}expected: a positive number/);
  });

  it('agrees with its definition on random logs', () => {
    const event = fc.record({ visitor: fc.nat(2), item: fc.nat(2), time: fc.nat(300).map((m) => m * minute) });
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const { log } = cutSessions(logOf(events));
        const starts = new Map<number, number>();
        for (let i = 0; i < log.session.length; i++) {
          const before = log.visitor.subarray(0, i).lastIndexOf(log.visitor[i]!);
          const sameSession = before >= 0 && log.time[i]! - log.time[before]! <= 30 * minute;
          expect(log.session[i]).toBe(sameSession ? log.session[before] : starts.size);
          if (!sameSession) starts.set(log.session[i]!, log.time[i]!);
        }
      }),
    );
  });
});
