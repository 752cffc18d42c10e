import { describe, expect, it } from 'vitest';
import { type EventLine, logOf } from '../../../testing/log-of.js';
import { type Id, idList, idsOf } from '../../ids.js';
import { Vocabulary } from '../../vocabulary.js';
import { givenSessions } from './given-sessions.js';

const minute = 60_000;
const day = 1440 * minute;

/** The sessions of events `visitor, minute, session id or nothing`: the number of each event's, their ids, and the remarks. */
function sessionsOf(events: readonly (readonly [visitor: number, time: number, id?: Id])[], clock?: 'order') {
  const lines = events.map(([visitor, time]): EventLine => ({ visitor, time: time * minute, item: 1 }));
  const known = events.flatMap(([, , id]) => (id === undefined ? [] : [id]));
  const { vocabulary } = Vocabulary.ascending(idsOf(known));
  const given = Int32Array.from(events, ([, , id]) => (id === undefined ? -1 : vocabulary.indexOf(id)));
  const warnings: string[] = [];
  const { session, sessions } = givenSessions(logOf(lines, clock), given, vocabulary, warnings);
  return { session: [...session], ids: sessions && idList(sessions.ids), warnings };
}

describe('sessions that a log comes with', () => {
  it('are numbered in order of their starts, and keep their ids', () => {
    expect(
      sessionsOf([
        [1, 0, 'z'],
        [2, 1, 'a'],
        [1, 2, 'z'],
        [1, 3, 'b'],
      ]),
    ).toEqual({
      session: [0, 1, 0, 2],
      ids: ['z', 'a', 'b'],
      warnings: [],
    });
  });

  it('belong to one visitor: two visitors with one id have two', () => {
    expect(
      sessionsOf([
        [1, 0, 7],
        [2, 1, 7],
        [1, 2, 7],
        [2, 3, 7],
        [3, 4, 7],
      ]),
    ).toMatchObject({
      session: [0, 1, 0, 1, 2],
      ids: [7, 7, 7],
    });
  });

  it('end where an id comes again after more than a day, as where a shop counts each day from 1', () => {
    const { session, ids, warnings } = sessionsOf([
      [1, 0, 1],
      [1, 1439, 1],
      [1, 1440 + 1440, 1],
      [1, 9000, 1],
    ]);
    expect(session).toEqual([0, 0, 1, 2]);
    expect(ids).toEqual([1, 1, 1]);
    expect(warnings).toEqual(['2 sessions had the id of one more than a day before: each is a session of its own']);
  });

  it('do not end in a log of positions, which has no days', () => {
    expect(
      sessionsOf(
        [
          [1, 0, 1],
          [1, (3 * day) / minute, 1],
        ],
        'order',
      ).session,
    ).toEqual([0, 0]);
  });

  it('take in events without an id for half an hour; later ones begin a session, which has no id', () => {
    const { session, ids, warnings } = sessionsOf([
      [1, 0, 'a'],
      [1, 30],
      [1, 61],
      [2, 62],
      [1, 63, 'a'],
    ]);
    expect(session).toEqual([0, 0, 1, 2, 0]);
    expect(ids).toBeUndefined();
    expect(warnings).toEqual([
      '3 events had no session id and belong to the visitor’s session before, or to a new one after half an hour',
    ]);
  });
});
