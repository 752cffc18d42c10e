import { expect, it } from 'vitest';
import { segmentsFigure } from './segments-figure.js';

const row = (segment: string, model: string, mean: number) => ({
  ...{ segment, model, mean },
  ...{ low: mean - 0.01, high: mean + 0.01, queries: 40 },
});

it('says which model is best in each segment and how far segments differ', () => {
  const one = [
    row('new', 'knn', 0.2),
    row('new', 'popular', 0.1),
    row('buyer', 'knn', 0.6),
    row('buyer', 'popular', 0.4),
  ];
  expect(segmentsFigure(one, 'ndcg@10').caption).toBe(
    'knn has the highest ndcg@10 in every segment; the best model’s value goes from 0.2 in “new” to 0.6 in “buyer”.',
  );
  const two = [row('new', 'knn', 0.2), row('new', 'popular', 0.3), row('buyer', 'knn', 0.6)];
  expect(segmentsFigure(two, 'mrr@20').caption).toBe(
    'The highest mrr@20 is popular’s in “new”, knn’s in “buyer”; ' +
      'the best model’s value goes from 0.3 in “new” to 0.6 in “buyer”.',
  );
});
