import { expect, it } from 'vitest';
import { ADD_TO_CART, VIEW } from '../../data/index.js';
import { queriesOf } from '../../testing/queries-of.js';
import { gateInputs, gateSize } from './gate.js';

const asked = queriesOf([{ history: [1, 2, 3], context: [4, 5, 4, 4] }, { context: [] }]);
const kind = asked.events.kind.map((_, event) => (event === 1 ? ADD_TO_CART : VIEW));
const queries = { ...asked, events: { ...asked.events, kind } };

it('reads nothing but 1 where weights are the same for all', () => {
  expect([...gateInputs(queries, 'none')]).toEqual([1, 1]);
});

it('reads the funnel stage, history included', () => {
  // new, browsing, intent, buyer: the first visitor has put item 2 into the cart.
  expect([...gateInputs(queries, 'stage')]).toEqual([1, 0, 0, 1, 0, 1, 1, 0, 0, 0]);
});

it('reads what the session is like: its length, its repeats, whether it ends with one, the events before', () => {
  const inputs = gateInputs(queries, 'session');
  expect(inputs.length).toBe(2 * gateSize('session'));
  expect([...inputs.subarray(5, 9)]).toEqual([Math.log(5), 0.5, 1, Math.log(4)]);
  expect([...inputs.subarray(14)]).toEqual([0, 0, 0, 0]);
});
