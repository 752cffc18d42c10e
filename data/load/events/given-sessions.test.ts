import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logOf } from '../../../testing/log-of.js';
import { dayMs } from '../../calendar.js';
import { idsOf } from '../../ids.js';
import { Vocabulary } from '../../vocabulary.js';
import { givenSessions } from './given-sessions.js';

const minute = 60_000;

/** The session of each event: [visitor, minutes, the shop's session id]. */
function sessionsOf(
  events: readonly (readonly [string, number, (string | undefined)?])[],
  clock: 'wall' | 'order' = 'wall',
) {
  const log = logOf(events.map(([visitor, minutes]) => ({ visitor, item: 'i', time: minutes * minute })));
  const names = [...new Set(events.flatMap(([, , id]) => (id === undefined ? [] : [id])))].sort();
  const given = Int32Array.from(events, ([, , id]) => (id === undefined ? -1 : names.indexOf(id)));
  const warnings: string[] = [];
  const { session, sessions } = givenSessions({ ...log, clock }, given, new Vocabulary(idsOf(names)), warnings);
  const ids = sessions && Array.from({ length: sessions.size }, (_, at) => sessions.idOf(at));
  return { session: [...session], ids, warnings };
}

describe('sessions that a log comes with', () => {
  it('are numbered by their starts, and keep the shop’s ids', () => {
    expect(
      sessionsOf([
        ['a', 0, 'z'],
        ['b', 1, 'y'],
        ['a', 2, 'z'],
        ['a', 3, 'x'],
      ]),
    ).toEqual({
      session: [0, 1, 0, 2],
      ids: ['z', 'y', 'x'],
      warnings: [],
    });
  });

  it('belong to one visitor: visitors with the same id have sessions of their own', () => {
    expect(
      sessionsOf([
        ['a', 0, '1'],
        ['b', 1, '1'],
        ['a', 2, '1'],
        ['c', 3, '1'],
        ['b', 4, '1'],
        ['a', 5, '1'],
      ]),
    ).toEqual({
      session: [0, 1, 0, 2, 1, 0],
      ids: [1, 1, 1],
      warnings: [],
    });
  });

  it('begin anew where an id comes again after more than a day', () => {
    const days = [
      ['a', 0, '1'],
      ['a', 24 * 60, '1'],
      ['a', 3 * 24 * 60, '1'],
      ['a', 3 * 24 * 60 + 5, '1'],
    ] as const;
    expect(sessionsOf(days)).toEqual({
      session: [0, 0, 1, 1],
      ids: [1, 1],
      warnings: ['1 session had the id of one more than a day before: each is a session of its own'],
    });
    expect(sessionsOf(days, 'order').session).toEqual([0, 0, 0, 0]);
  });

  it('take in events without an id up to half an hour later; others begin one without an id', () => {
    const { session, ids, warnings } = sessionsOf([
      ...([
        ['a', 0, '1'],
        ['a', 30],
        ['b', 31],
        ['a', 61],
        ['a', 62],
        ['a', 63, '1'],
        ['a', 64],
      ] as const),
    ]);
    expect(session).toEqual([0, 0, 1, 2, 2, 0, 0]);
    expect(ids).toBe(undefined);
    expect(warnings).toEqual([
      '5 events had no session id and belong to the visitor’s session before, or to a new one after half an hour',
    ]);
  });

  it('are those that a search through all sessions before finds', () => {
    const event = fc.tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.constantFrom(0, 1, 20, 31, 800, 1500),
      fc.option(fc.constantFrom('1', '2'), { nil: undefined }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (steps) => {
        const events = steps.map(([visitor, , id], at) => {
          const minutes = steps.slice(0, at + 1).reduce((sum, [, wait]) => sum + wait, 0);
          return [visitor, minutes, id] as const;
        });
        const before: { visitor: string; id: string | undefined; last: number; touched: number }[] = [];
        const expected = events.map(([visitor, time, id], at) => {
          const own = before.filter((session) => session.visitor === visitor);
          const latest = own.toSorted((a, b) => b.touched - a.touched)[0];
          const same = own.filter((session) => session.id === id).at(-1);
          let session = id === undefined ? latest : same;
          if (session && time - session.last > (id === undefined ? 30 : dayMs / minute)) session = undefined;
          session ??= { visitor, id, last: time, touched: at };
          if (!before.includes(session)) before.push(session);
          Object.assign(session, { last: time, touched: at });
          return before.indexOf(session);
        });
        expect(sessionsOf(events).session).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
