import { expect, it } from 'vitest';
import { idsOf, Vocabulary } from '../../data/index.js';
import { logOf } from '../../testing/log-of.js';
import { distinctSessions } from './distinct-sessions.js';

const log = logOf([
  { visitor: 'a', item: 1, time: 0, session: 0 },
  { visitor: 'b', item: 1, time: 1, session: 1 },
]);

it('keeps the shop’s session ids where each stands for one session', () => {
  const named = { ...log, sessions: new Vocabulary(idsOf(['s2', 's1'])) };
  expect(distinctSessions(named)).toBe(named);
  expect(distinctSessions(log)).toBe(log);
});

it('leaves them out where one stands for several: the sessions leave by their numbers', () => {
  const shared = { ...log, sessions: new Vocabulary(idsOf([1, 1])) };
  const { sessions: _, ...numbered } = shared;
  expect(distinctSessions(shared)).toEqual(numbered);
  expect(distinctSessions(shared)).not.toHaveProperty('sessions');
});
