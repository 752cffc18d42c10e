import { expect, it } from 'vitest';
import { trainOf } from '../../testing/train-of.js';
import { assertFittable } from './assert-fittable.js';

const views = trainOf([
  { visitor: 1, item: 10, time: 1 },
  { visitor: 2, item: 11, time: 2 },
]);
const models = ['popular', 'markov', 'als'];

it('lets pass what every model can be fitted on', () => {
  expect(() => assertFittable(models, { als: { signal: { decay: { halfLifeDays: 7 } } } }, views)).not.toThrow();
});

it.each([
  [{ signal: { decay: { halfLifeDays: 7 } } }, /^als: signal\.decay needs times, and this log knows only the order/],
  [{ signal: { weights: { view: 0 } } }, /^als: the visitor × item matrix has no row left/],
  [{ factors: 2 ** 30 }, /^als: the model needs .* of memory/],
])('refuses %j before any model is fitted', (als, message) => {
  const log = 'factors' in als ? views : { ...views, clock: 'order' as const };
  expect(() => assertFittable(models, { als }, log)).toThrow(message);
});

it('asks the parts of a model too', () => {
  const weights = { popular: 1, als: 1 };
  const hybrid = { 'static-hybrid': { weights, parameters: { als: { signal: { weights: { view: 0 } } } } } };
  expect(() => assertFittable(['static-hybrid'], hybrid, views)).toThrow(
    /^static-hybrid: als: the visitor × item matrix has no row left/,
  );
});
