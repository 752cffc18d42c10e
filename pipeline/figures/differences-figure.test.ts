import { expect, it } from 'vitest';
import type { Comparison } from '../../evaluation/index.js';
import { comparisonOf } from '../../testing/comparison-of.js';
import { differencesFigure } from './differences-figure.js';

const row = (name: string, difference?: Comparison) => ({
  name,
  metric: 'ndcg@10',
  figure: { mean: 0.1, low: 0.09, high: 0.11 },
  ...(difference && { difference }),
});

it('says which rows are better, worse, or not told apart from the first', () => {
  const rows = [
    row('1/3/5'),
    row('uniform', comparisonOf(0.01, 0.03, 'better')),
    row('views', comparisonOf(-0.02, -0.01, 'worse')),
    row('decay', comparisonOf(-0.01, 0.01, 'not told apart')),
  ];
  const { data, caption } = differencesFigure(rows);
  expect(data[0]).toMatchObject({ y: ['uniform', 'views', 'decay'], x: [0.02, -0.015, 0] });
  expect(caption.replaceAll('\u00a0', ' ')).toBe(
    'ndcg@10 of 1/3/5 is .1000 [.0900, .1100]. Against it (3 comparisons, Holm-corrected), ' +
      'uniform is better (.0200 [.0100, .0300], p = .012); decay is not told apart; ' +
      'views is worse (−.0150 [−.0200, −.0100], p = .012).',
  );
});
