import { expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { sessionTransitions } from './session-transitions.js';

it('tells repeats from returns and from new items, session by session', () => {
  const items = (session: number, ...list: number[]) =>
    list.map((item, i) => ({ visitor: session, session, item, time: 10 * session + i }));
  const log = logOf([...items(1, 7, 8, 8, 7), ...items(2, 7, 9), ...items(3, 5, 9)]);
  expect(sessionTransitions(log)).toEqual({ repeat: 1, seen: 1, new: 3 });
});
