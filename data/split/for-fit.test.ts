import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { idList } from '../ids.js';
import { splitByShares } from './by-shares.js';
import { forFinal, forTuning } from './for-fit.js';
import { splitGiven } from './given.js';
import { splitLeaveLastOut } from './leave-last-out.js';

describe('forTuning and forFinal', () => {
  const log = logOf([
    { visitor: 40, item: 900, time: 0, session: 7 },
    { visitor: 20, item: 700, time: 1, session: 5 },
    { visitor: 40, item: 800, time: 2, session: 7 },
    { visitor: 30, item: 700, time: 3, session: 9 },
    { visitor: 10, item: 100, time: 4, session: 1 },
    { visitor: 40, item: 800, time: 5, session: 7 },
    { visitor: 15, item: 700, time: 6, session: 2 },
    { visitor: 10, item: 800, time: 7, session: 1 },
  ]);
  const split = splitByShares(log, 0.25, 0.25);

  it('builds vocabularies from what is learnt from alone, ascending', () => {
    const { train } = forTuning(split);
    expect(idList(train.visitors.ids)).toEqual([20, 30, 40]);
    expect(idList(train.items.ids)).toEqual([700, 800, 900]);
    expect([...train.visitor]).toEqual([2, 0, 2, 1]);
    expect([...train.item]).toEqual([2, 0, 1, 0]);
    expect([...train.session]).toEqual([0, 1, 0, 2]);
    expect(idList(forFinal(split).train.items.ids)).toEqual([100, 700, 800, 900]);
  });

  it('drops and counts held events of items that train does not know', () => {
    const { train, held, unknown } = forTuning(split);
    expect(unknown).toEqual({ events: 1, items: 1 });
    expect([...held.row]).toEqual([5]);
    expect([...held.item]).toEqual([1]);
    expect(held.items).toBe(train.items);
  });

  it('numbers held visitors after train’s, and gives a session that goes on its id from train', () => {
    const { train, held, knownVisitors } = forFinal(split);
    expect(knownVisitors).toBe(4);
    expect(idList(train.visitors.ids)).toEqual([10, 20, 30, 40]);
    expect(idList(held.visitors.ids)).toEqual([10, 20, 30, 40, 15]);
    expect([...held.visitor]).toEqual([4, 0]);
    expect([...train.session]).toEqual([0, 1, 0, 2, 3, 0]);
    expect([...held.session]).toEqual([4, 3]);
  });

  it('does so for ids that are texts too, and leaves out those of sessions, which are numbered anew', () => {
    const lines = [4, 2, 3, 15].map((visitor, time) => ({
      visitor: `v${visitor}`,
      item: 'é',
      time,
      session: `s${time}`,
    }));
    const { train, held } = forFinal(splitByShares(logOf(lines), 0.25, 0.25));
    expect(idList(train.visitors.ids)).toEqual(['v2', 'v3', 'v4']);
    expect(idList(held.visitors.ids)).toEqual(['v2', 'v3', 'v4', 'v15']);
    expect([train.sessions, held.sessions]).toEqual([undefined, undefined]);
  });

  it('fits finally on everything before test, in order of time, the overhang included', () => {
    const sessions = logOf([0, 1, 0, 2].map((session, time) => ({ visitor: session, item: 1, time, session })));
    const given = splitGiven(sessions, Uint8Array.of(0, 0, 0, 1));
    expect([...forTuning(given).train.row]).toEqual([0]);
    expect([...forFinal(given).train.row]).toEqual([0, 1, 2]);
    const leftOut = splitLeaveLastOut(logOf([1, 1, 1, 2, 2, 2].map((visitor) => ({ visitor, item: 1, time: 0 }))));
    expect([...forFinal(leftOut).train.row]).toEqual([0, 1, 3, 4]);
    expect([...forFinal(leftOut).train.session]).toEqual([-1, -1, -1, -1]);
  });

  it('keeps what every event means: the shop’s ids, kind and time', () => {
    const event = fc.record({ visitor: fc.nat(6), item: fc.nat(8), time: fc.nat(20), session: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(event, { minLength: 4 }), (events) => {
        const { train, held, unknown } = forFinal(splitByShares(logOf(events), 0.2, 0.3));
        expect(train.row.length + held.row.length + unknown.events).toBe(events.length);
        for (const part of [train, held])
          part.row.forEach((row, i) => {
            const { visitor, item, time } = events[row]!;
            const ids = [part.visitors.idOf(part.visitor[i]!), part.items.idOf(part.item[i]!), part.time[i]];
            expect(ids).toEqual([visitor, item, time]);
          });
        const sessionOf = new Map<number | undefined, number>();
        for (const part of [train, held])
          part.row.forEach((row, i) => {
            const dense = sessionOf.get(events[row]!.session) ?? sessionOf.size;
            sessionOf.set(events[row]!.session, dense);
            expect(part.session[i]).toBe(dense);
          });
      }),
    );
  });
});
