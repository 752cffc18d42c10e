import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { hours, partOfEachEvent } from '../../testing/part-of-each-event.js';
import { InputError } from '../errors.js';
import { eventCount } from '../event-log.js';
import { type SplitParameters, splitLog } from './split.js';

/** The table of `splitLog`'s docstring. */
const table = logOf([
  { visitor: 1, item: 1, time: 1 * hours, session: 0 },
  { visitor: 2, item: 1, time: 23 * hours, session: 1 },
  { visitor: 2, item: 2, time: 25 * hours, session: 1 },
  { visitor: 1, item: 2, time: 26 * hours, session: 2 },
  { visitor: 3, item: 1, time: 50 * hours, session: 3 },
  { visitor: 1, item: 3, time: 72 * hours, session: 4 },
]);

describe('splitLog', () => {
  it.each<[SplitParameters, string]>([
    [{ kind: 'shares', validation: 0.25, test: 0.25 }, 'train train train validation validation test'],
    [{ kind: 'last-days', days: 1 }, 'train train validation validation test test'],
    [{ kind: 'sessions-last-days', days: 1 }, 'train train overhang validation test test'],
    [{ kind: 'leave-last-out' }, 'train train test validation train test'],
    [{ kind: 'given' }, 'train validation validation validation test test'],
    [{ kind: 'whole' }, 'train train train train train validation'],
  ])('puts the events of the documented table where it says: %o', (parameters, parts) => {
    const givenTest = Uint8Array.of(0, 0, 0, 0, 1, 1);
    const split = splitLog(table, parameters, givenTest);
    expect(partOfEachEvent(split).join(' ')).toBe(parts);
    expect(split.how).toBe(parameters.kind);
  });

  it('puts every event into exactly one part, ids and order kept', () => {
    const day = fc.record({ visitor: fc.nat(3), item: fc.nat(5), time: fc.nat(9 * 24).map((h) => h * hours) });
    const kinds: SplitParameters[] = [
      { kind: 'shares', validation: 0.1, test: 0.2 },
      { kind: 'last-days', days: 2 },
      { kind: 'leave-last-out' },
      { kind: 'whole' },
    ];
    fc.assert(
      fc.property(fc.array(day, { minLength: 20 }), fc.constantFrom(...kinds), (events, parameters) => {
        const log = logOf(events);
        let split: ReturnType<typeof splitLog>;
        try {
          split = splitLog(log, parameters);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          return;
        }
        expect(partOfEachEvent(split)).not.toContain(undefined);
        expect(eventCount(split.train) + eventCount(split.validation) + eventCount(split.test)).toBe(events.length);
        for (const part of [split.train, split.validation, split.test])
          part.row.forEach((row, i) => {
            const at = log.row.indexOf(row);
            expect(part.item[i]).toBe(log.item[at]);
            if (i > 0) expect(part.time[i]!).toBeGreaterThanOrEqual(part.time[i - 1]!);
          });
      }),
    );
  });

  it('says of which kinds of events a part has none', () => {
    const log = logOf(
      [0, 1, 2, 3, 4, 5].map((time) => ({
        ...{ visitor: 1, item: 1, time },
        event: time === 1 ? 'transaction' : time === 5 ? 'addtocart' : 'view',
      })),
    );
    const { warnings } = splitLog(log, { kind: 'shares', validation: 0.2, test: 0.4 });
    expect(warnings).toEqual([
      'none of the 1 addtocart events is in train and validation',
      'none of the 1 transaction events is in the test part',
    ]);
    expect(splitLog(log, { kind: 'whole' }).warnings).toEqual([]);
    const late = { visitor: 2, item: 2, time: 72 * hours, session: 2, event: 'transaction' as const }; // of validation's session
    const aside = logOf([
      ...[1, 40].map((hour) => ({ visitor: hour, item: 1, time: hour * hours, session: hour })),
      ...[{ visitor: 2, item: 1, time: 47 * hours, session: 2 }, late],
      { visitor: 3, item: 1, time: 73 * hours, session: 3 },
    ]);
    expect(splitLog(aside, { kind: 'sessions-last-days', days: 1 }).warnings).toEqual([
      'none of the 1 transaction events is in train and validation',
    ]);
    expect(splitLog(table, { kind: 'last-days', days: 1 }).warnings).toEqual([]); // a log of views alone
  });

  it('says which part would be empty and what would help', () => {
    const instant = logOf([1, 2, 3, 4, 5].map((visitor) => ({ visitor, item: 1, time: 0 })));
    const twice = logOf([0, 1].map((time) => ({ visitor: 1, item: 1, time })));
    const shares = { kind: 'shares', validation: 0.2, test: 0.2 } as const;
    expect(() => splitLog(instant, shares)).toThrow(/none for train\n {2}expected: other shares/);
    expect(() => splitLog(twice, { kind: 'leave-last-out' })).toThrow(/none for validation/);
    expect(() => splitLog(table, { kind: 'shares', validation: 0.5, test: 0.01 })).toThrow(/none for test/);
    expect(() => splitLog(table, { kind: 'given' }, new Uint8Array(6))).toThrow(InputError);
    expect(() => splitLog(logOf([]), { kind: 'whole' })).toThrow(/0 events leaves none for train/);
    expect(() => splitLog(logOf([]), { kind: 'last-days', days: 7 })).toThrow(
      /for train\n {2}expected: a log with events/,
    );
  });

  it.each(['last-days', 'sessions-last-days'] as const)(
    'says of a log too short for its days (%s) how long it is, and names a split that suits it',
    (kind) => {
      /** One event a session, at these hours. */
      const at = (...times: number[]) =>
        logOf(times.map((hour, session) => ({ visitor: session, item: 1, time: hour * hours, session })));
      const refusal = (log: ReturnType<typeof at>) => {
        let found = '';
        expect(() => splitLog(log, { kind, days: 7 })).toThrow(InputError);
        try {
          splitLog(log, { kind, days: 7 });
        } catch (error) {
          found = (error as InputError).message;
        }
        const named = JSON.parse(/\{.*\}/.exec(found)![0]) as { split: SplitParameters };
        expect(() => splitLog(log, named.split)).not.toThrow();
        return { found, named: named.split };
      };
      const twoWeeks = refusal(at(...Array.from({ length: 14 }, (_, day) => 24 * day)));
      expect(twoWeeks.found).toBe(
        `the split "${kind}" of 14 events leaves none for train: the log spans 13 days, of which test takes the last 7 and validation the 7 before\n` +
          `  expected: a longer log, or --config FILE where the file holds {"split":{"kind":"${kind}","days":3}}`,
      );
      // Nothing happened from day 6 to day 12: a split by three days, or fewer, has no validation.
      const gap = refusal(at(...Array.from({ length: 12 }, (_, half) => 12 * half + 1), 24 * 13));
      expect(gap.named).toEqual({ kind: 'shares', validation: 0.1, test: 0.2 });
      expect(refusal(at(0, 6, 12, 18, 24, 30, 36, 42, 47)).named).toMatchObject({ kind: 'shares' });
      expect(refusal(at(0, 12, 24, 36, 48, 60)).named).toEqual({ kind, days: 1 });
    },
  );
});
