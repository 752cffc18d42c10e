import { expect, it } from 'vitest';
import { listAt } from '../../data/index.js';
import { contextItems, reading } from '../../models/index.js';
import { queriesOf } from '../../testing/queries-of.js';
import { withoutItems } from './without-items.js';

const queries = queriesOf([
  { visitor: 7, history: [1, 2], context: [3, 1], exclude: [1, 3] },
  { visitor: 8, context: [5] },
]);
const contexts = (of: typeof queries) => [...of.visitor.keys()].map((query) => [...contextItems(of, query)]);

it('takes all events on an item out of the history and the session', () => {
  const changed = withoutItems(queries, [
    { query: 0, without: [1] },
    { query: 1, without: [1] },
    { query: 0, without: [3, 2] },
    { query: 1, without: [5] },
  ]);
  expect(contexts(changed)).toEqual([[2, 3], [5], [1, 1], []]);
  expect(contexts(reading(changed, 'session'))).toEqual([[3], [5], [1], []]);
  expect([...changed.visitor]).toEqual([7, 8, 7, 8]);
  expect([...changed.events.time]).toEqual([1000, 2000, 4000, 0, 3000]);
});

it('leaves everything else as it was', () => {
  const same = withoutItems(queries, [0, 1].map((query) => ({ query, without: [] }))); // biome-ignore format: a line
  expect(same).toEqual(queries);
  expect([...listAt(withoutItems(queries, [{ query: 0, without: [1] }]).exclude, 0)]).toEqual([1, 3]);
});

it('keeps when carts were emptied', () => {
  const removed = Float64Array.of(10, 20, 30, 40, 50);
  const changed = withoutItems({ ...queries, events: { ...queries.events, removed } }, [{ query: 0, without: [2] }]);
  expect([...changed.events.removed!]).toEqual([10, 30, 40]);
});
