import { expect, it } from 'vitest';
import { longTailFigure } from './long-tail-figure.js';

it('says what share of the events the busiest items hold', () => {
  // 100 items: one with 101 events, 99 with one; the busiest 1 % hold 101 of 200, the busiest 10 % hold 110.
  const eventsByItem = Int32Array.from({ length: 100 }, (_, item) => (item === 42 ? 101 : 1));
  const { data, caption } = longTailFigure(eventsByItem);
  expect(caption).toBe(
    'The busiest 1 % of 100 items hold 50.5 % of the 200 events, the busiest 10 % hold 55 %; the median item has 1.',
  );
  const { x, y } = data[0] as { x: number[]; y: number[] };
  expect([x[0], y[0], x.at(-1), y.at(-1)]).toEqual([1, 101, 100, 1]);
});

it('leaves out items without events, and stays small for many items', () => {
  expect(longTailFigure([3, 0, 0, 1]).caption).toContain('of 2 items');
  const { data } = longTailFigure(new Int32Array(100_000).fill(2));
  expect((data[0] as { x: number[] }).x.length).toBeLessThan(210);
});
