import { expect, it } from 'vitest';
import { ADD_TO_CART, VIEW } from '../../data/index.js';
import { signalMatrix, signalSchema } from '../../features/index.js';
import { trainOf } from '../../testing/train-of.js';
import { contextSignals } from './context-signals.js';
import type { Queries } from './recommender.js';

const day = 86_400_000;

/** Visitor 1 views item 10, carts item 20 a day later; visitor 2 views item 20. The log ends on day 2. */
const train = trainOf([
  { visitor: 1, item: 10, time: 0 },
  { visitor: 1, item: 20, time: day, event: 'addtocart' },
  { visitor: 2, item: 20, time: 2 * day },
]);

/** Two queries on one stretch of events: the whole of it asked on day 2, and its last event asked on day 3. */
const queries: Queries = {
  visitor: Int32Array.of(7, 8),
  time: Float64Array.of(2 * day, 3 * day),
  from: Int32Array.of(0, 1),
  sessionFrom: Int32Array.of(2, 2),
  to: Int32Array.of(2, 2),
  events: { item: Int32Array.of(0, 1), kind: Uint8Array.of(VIEW, ADD_TO_CART), time: Float64Array.of(0, day) },
  exclude: { offsets: new Int32Array(3), values: new Int32Array() },
  scope: 'history',
};

it('reads each context as a row of the matrix, at the moment it asks', () => {
  const signal = signalSchema().parse({ decay: { halfLifeDays: 1 } });
  const matrix = signalMatrix(train, signal);
  const rows = contextSignals(queries, signal, matrix.statistics);
  expect([...rows.offsets]).toEqual([0, 2, 3]);
  expect([...rows.values]).toEqual([0, 1, 1]);
  expect([...rows.weights]).toEqual([1 / 4, 3 / 2, 3 / 4].map(Math.fround));
  // The first context is all that visitor 1 did, asked when the log ended: the matrix has the same row.
  expect(rows.weights.slice(0, 2)).toEqual(matrix.weights.slice(0, 2));
});
