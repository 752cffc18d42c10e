import { describe, expect, it } from 'vitest';
import { queriesOf } from '../../testing/queries-of.js';
import { contextItems, type Queries, reading, type Scope } from './recommender.js';
import { sliceQueries } from './slice-queries.js';

/** Asked: a visitor in the middle of a session, one who just came back, one who is new and in their first session, a stranger. */
const queries: Queries = {
  ...queriesOf([{ context: [1, 2, 3, 4] }, { context: [5, 6] }, { context: [7] }, { context: [] }]),
  sessionFrom: Int32Array.of(2, 6, 6, 7),
};

const read = (of: Queries, scope: Scope) => {
  const view = reading(of, scope);
  return Array.from(view.from, (_, query) => [...contextItems(view, query)]);
};

describe('reading', () => {
  it('gives the whole history, the session included', () => {
    expect(read(queries, 'history')).toEqual([[1, 2, 3, 4], [5, 6], [7], []]);
  });

  it('gives the session in progress, and the history where none has begun', () => {
    expect(read(queries, 'session')).toEqual([[3, 4], [5, 6], [7], []]);
  });

  it('changes nothing when done twice', () => {
    expect(read(reading(queries, 'session'), 'session')).toEqual(read(queries, 'session'));
  });

  it('shares the events, and says how they are read', () => {
    const view = reading(queries, 'history');
    expect(view.events).toBe(queries.events);
    expect(view.scope).toBe('history');
  });
});

describe('sliceQueries', () => {
  it('keeps of each query what is known of it', () => {
    const some = sliceQueries(queries, 1, 3);
    expect(read(some, 'history')).toEqual([[5, 6], [7]]);
    expect([...some.sessionFrom]).toEqual([6, 6]);
    const asks = Uint8Array.from(queries.to, (_, query) => query);
    expect(sliceQueries({ ...queries, asks }, 1, 3).asks).toEqual(Uint8Array.of(1, 2));
  });
});
