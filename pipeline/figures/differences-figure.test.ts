import { expect, it } from 'vitest';
import { differencesFigure } from './differences-figure.js';

const row = (name: string, difference?: [low: number, high: number]) => ({
  name,
  metric: 'ndcg@10',
  figure: { mean: 0.1, low: 0.09, high: 0.11 },
  ...(difference && {
    difference: { mean: (difference[0] + difference[1]) / 2, low: difference[0], high: difference[1] },
  }),
});

it('says which rows are higher, lower, or not told apart from the first', () => {
  const rows = [row('1/3/5'), row('uniform', [0.01, 0.03]), row('views', [-0.02, -0.01]), row('decay', [-0.01, 0.01])];
  const { data, caption } = differencesFigure(rows);
  expect(data[0]).toMatchObject({ y: ['uniform', 'views', 'decay'], x: [0.02, -0.015, 0] });
  expect(caption.replaceAll('\u00a0', ' ')).toBe(
    'ndcg@10 of 1/3/5 is .1000 [.0900, .1100]. Against it uniform is higher; views is lower; decay is not told apart from it: the interval holds zero.',
  );
});
