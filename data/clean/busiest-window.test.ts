import fc from 'fast-check';
import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { idList } from '../ids.js';
import { busiestWindow } from './busiest-window.js';

it('slides: events and distinct items within less than the window’s length', () => {
  const minutes = [10, 50, 69, 70, 200];
  const log = logOf(minutes.map((time, i) => ({ visitor: 1, item: i % 2, time })));
  expect(busiestWindow(log, 60, 1)).toEqual({ events: Int32Array.of(3), items: Int32Array.of(2) });
  expect(busiestWindow(log, 61, 1)).toEqual({ events: Int32Array.of(4), items: Int32Array.of(2) });
  expect(busiestWindow(log, 1, 1)).toEqual({ events: Int32Array.of(1), items: Int32Array.of(1) });
});

it('passes over visitors who cannot exceed the threshold', () => {
  const log = logOf([1, 1, 2].map((visitor, time) => ({ visitor, item: 1, time })));
  expect([...busiestWindow(log, 60, 1).events]).toEqual([2, 0]);
});

it('agrees with trying every window', () => {
  const event = fc.record({ visitor: fc.nat(2), item: fc.nat(3), time: fc.nat(30) });
  fc.assert(
    fc.property(fc.array(event, { minLength: 1 }), (events) => {
      const log = logOf(events);
      const busiest = busiestWindow(log, 10, 0);
      idList(log.visitors.ids).forEach((visitor, dense) => {
        const own = events.filter((e) => e.visitor === visitor);
        const windows = own.map(({ time }) => own.filter((e) => e.time >= time && e.time < time + 10));
        expect(busiest.events[dense]).toBe(Math.max(...windows.map((w) => w.length)));
        expect(busiest.items[dense]).toBe(Math.max(...windows.map((w) => new Set(w.map((e) => e.item)).size)));
      });
    }),
  );
});
