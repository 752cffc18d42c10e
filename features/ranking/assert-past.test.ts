import { expect, it } from 'vitest';
import { assertPast } from './assert-past.js';

const moments = {
  time: Float64Array.of(10, 20),
  from: Int32Array.of(0, 1),
  sessionFrom: Int32Array.of(1, 2),
  to: Int32Array.of(1, 3),
  events: { item: Int32Array.of(5, 5, 6), kind: new Uint8Array(3), time: Float64Array.of(10, 11, 19) },
};

it('passes moments that see only what came before', () => {
  expect(() => assertPast(moments, { until: 10 })).not.toThrow();
});

it('finds an event of the visitor after the moment', () => {
  const late = { ...moments, events: { ...moments.events, time: Float64Array.of(10, 11, 21) } };
  expect(() => assertPast(late, { until: 10 })).toThrow('moment 1 at 20 has an event of 21');
});

it('finds what is known of other visitors from the moment on', () => {
  expect(() => assertPast(moments, { until: 11 })).toThrow('moment 0 at 10: what is known of items goes on until 11');
});
