import { describe, expect, it } from 'vitest';
import { listAt } from '../../../data/index.js';
import type { Queries } from '../../base/recommender.js';
import { contextsOf } from './contexts.js';

/** Queries whose contexts are slices of the events 0 1 2 … 9, each of the item of its number. */
const slices = (bounds: readonly (readonly [from: number, to: number])[], scope: Queries['scope']): Queries => ({
  visitor: new Int32Array(bounds.length),
  time: new Float64Array(bounds.length),
  from: Int32Array.from(bounds, ([from]) => from),
  sessionFrom: Int32Array.from(bounds, ([from, to]) => (scope === 'session' ? from : to)),
  to: Int32Array.from(bounds, ([, to]) => to),
  events: { item: Int32Array.from(Array(10).keys()), kind: new Uint8Array(10), time: new Float64Array(10) },
  exclude: { offsets: new Int32Array(bounds.length + 1), values: new Int32Array(0) },
  scope,
});

const counts = new Float64Array(10).fill(1);

describe('contexts as sessions', () => {
  it('goes once through what begins together, and passes over unknown items', () => {
    const bounds = [
      [5, 8],
      [1, 3],
      [1, 2],
      [5, 6],
      [1, 1],
    ] as const;
    const { sessions, session, clicks } = contextsOf(slices(bounds, 'session'), counts.subarray(0, 7), 50);
    const contexts = bounds.map((_, query) => [...listAt(sessions, session[query]!)].slice(0, clicks[query]));
    expect(contexts).toEqual([[5, 6], [1, 2], [1], [5], []]);
    expect(sessions.offsets.length - 1).toBe(2);
  });

  it('reads the last events of a history', () => {
    const { sessions, session, clicks } = contextsOf(
      slices(
        [
          [0, 9],
          [0, 2],
        ],
        'history',
      ),
      counts,
      3,
    );
    expect([...listAt(sessions, session[0]!)]).toEqual([6, 7, 8]);
    expect([...listAt(sessions, session[1]!)]).toEqual([0, 1]);
    expect([...clicks]).toEqual([3, 2]);
  });
});
