import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { hours } from '../../testing/part-of-each-event.js';
import { InputError } from '../errors.js';
import { takeEvents } from '../event-log.js';
import { cutSessions } from '../sessions.js';
import { assertNoLeak } from './assert-no-leak.js';
import { splitByShares } from './by-shares.js';
import { splitLastDays } from './last-days.js';
import { splitLeaveLastOut } from './leave-last-out.js';
import { splitSessionsLastDays } from './sessions-last-days.js';
import { type SplitParameters, splitLog } from './split.js';

const log = logOf([1, 2, 1, 2, 3, 1, 2, 3].map((visitor, time) => ({ visitor, item: 1, time })));
const good = splitByShares(log, 0.25, 0.25);

describe('assertNoLeak', () => {
  it('passes every split by time of random logs', () => {
    const kinds: SplitParameters[] = [
      { kind: 'shares', validation: 0.1, test: 0.2 },
      { kind: 'last-days', days: 2 },
      { kind: 'sessions-last-days', days: 2 },
      { kind: 'given' },
      { kind: 'whole' },
    ];
    // Half-hour steps and few visitors, so that many sessions run across the cuts.
    const event = fc.record({ visitor: fc.nat(2), item: fc.nat(3), time: fc.nat(300).map((h) => (h * hours) / 2) });
    let passed = 0;
    fc.assert(
      fc.property(fc.array(event, { minLength: 30 }), fc.constantFrom(...kinds), (events, parameters) => {
        const { log } = cutSessions(logOf(events));
        const lateSessions = new Set(log.session.filter((_, i) => log.time[i]! < 100 * hours));
        const givenTest = new Uint8Array(events.length);
        log.row.forEach((row, i) => {
          givenTest[row] = lateSessions.has(log.session[i]!) ? 0 : 1;
        });
        try {
          const split = splitLog(log, parameters, givenTest);
          if (split.warnings.length === 0) assertNoLeak(split);
          passed += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
    );
    expect(passed).toBeGreaterThan(20);
  });

  it('fails leave-last-out, by design', () => {
    expect(() => assertNoLeak(splitLeaveLastOut(log))).toThrow(/leak: row 4 of train \(time 4\) is not before row 2/);
  });

  it('finds an event in two parts, and one that is lost', () => {
    expect(() => assertNoLeak({ ...good, validation: good.test })).toThrow(/row 6 is both in validation and in test/);
    expect(() => assertNoLeak({ ...good, train: takeEvents(good.train, [0, 1]) })).toThrow(/hold 6 events .* 8/);
    const unused = { ...good, overhang: good.test, setAside: { ...good.setAside, log: good.test } };
    expect(() => assertNoLeak({ ...unused, test: good.overhang })).toThrow(
      /row 6 is both in the overhang and in what was set aside/,
    );
  });

  it('finds an event that comes too early or at the same moment, in whatever order the events lie', () => {
    const swapped = { ...good, train: good.validation, validation: good.train };
    expect(() => assertNoLeak(swapped)).toThrow(/row 5 of train .* row 0 of validation/);
    const tie = { ...good, test: { ...good.test, time: Float64Array.of(9, 5) } };
    expect(() => assertNoLeak(tie)).toThrow(/row 5 of validation \(time 5\) is not before row 7 of test/);
    const early = { ...good, train: { ...good.train, time: Float64Array.of(0, 7, 1, 2) } };
    expect(() => assertNoLeak(early)).toThrow(/row 1 of train \(time 7\) is not before row 4 of validation/);
    const unvalidated = { ...early, validation: good.overhang, setAside: { ...good.setAside, log: good.validation } };
    expect(() => assertNoLeak(unvalidated)).toThrow(/row 1 of train \(time 7\) is not before row 6 of test/);
  });

  it('finds an overhang that reaches into test, since the final fit learns from it', () => {
    const late = {
      ...good,
      train: takeEvents(log, [0, 1, 2]),
      overhang: takeEvents(log, [7]),
      test: takeEvents(log, [6]),
    };
    const split = { ...late, setAside: { ...good.setAside, log: takeEvents(log, [3]) } };
    expect(() => assertNoLeak(split)).toThrow(/row 7 of the overhang \(time 7\) is not before row 6 of test/);
  });

  it('finds a session in two parts', () => {
    const gapless = cutSessions(logOf([0, 23, 47, 48, 49, 72].map((h) => ({ visitor: 1, item: 1, time: h * hours }))), {
      gapMinutes: 61,
    }).log;
    expect(() => assertNoLeak(splitSessionsLastDays(gapless, 1))).not.toThrow();
    const naive = { ...splitLastDays(gapless, 1), how: 'sessions-last-days' as const };
    expect(() => assertNoLeak(naive)).toThrow(/row 3 of test belongs to a session of validation/);
    const one = logOf([0, 1, 2].map((time) => ({ visitor: 1, item: 1, time, session: 0 })));
    const parted = { ...splitByShares(one, 0.3, 0.3), how: 'given' as const };
    expect(() => assertNoLeak(parted)).toThrow(/row 1 of validation belongs to a session of train/);
  });
});
