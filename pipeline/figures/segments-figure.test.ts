import { expect, it } from 'vitest';
import { type SegmentInterval, segmentsFigure } from './segments-figure.js';

const row = (segment: string, model: string, mean: number) => ({
  ...{ segment, model, mean },
  ...{ low: mean - 0.01, high: mean + 0.01, queries: 40 },
});

const captionOf = (rows: SegmentInterval[], metric: string) =>
  segmentsFigure(rows, metric).caption.replaceAll('\u00a0', ' ');

it('says which model is best in each segment and how far segments differ', () => {
  const one = [
    row('new', 'knn', 0.2),
    row('new', 'popular', 0.1),
    row('buyer', 'knn', 0.6),
    row('buyer', 'popular', 0.4),
  ];
  expect(captionOf(one, 'ndcg@10')).toBe(
    'knn has the highest ndcg@10 in every segment; ' +
      'the best value goes from .2000 [.1900, .2100] in “new” to .6000 [.5900, .6100] in “buyer”.',
  );
  const two = [row('new', 'knn', 0.2), row('new', 'popular', 0.3), row('buyer', 'knn', 0.6)];
  expect(captionOf(two, 'mrr@20')).toMatch(
    /^The highest mrr@20 is popular’s in “new”; knn’s in “buyer”; the best value/,
  );
});

it('says where segments do not differ', () => {
  const same = [row('new', 'knn', 0.2), row('buyer', 'knn', 0.2)];
  expect(captionOf(same, 'mrr@20')).toBe(
    'knn has the highest mrr@20 in every segment; the best value is the same in each.',
  );
});

it('names all models that share the highest value', () => {
  const one = [row('new', 'knn', 0.2), row('new', 'popular', 0.2), row('new', 'random', 0.1)];
  expect(captionOf(one, 'mrr@20')).toBe('knn and popular share the highest mrr@20: .2000 [.1900, .2100].');
  const two = [...one, row('buyer', 'knn', 0.6), row('buyer', 'popular', 0.5)];
  expect(captionOf(two, 'mrr@20')).toMatch(/^The highest mrr@20 is knn’s and popular’s in “new”; knn’s in “buyer”; /);
});

it('draws the first seven of many models, and says so', () => {
  const many = Array.from({ length: 20 }, (_, i) => row('new', `model ${i}`, 0.5 - i / 100));
  const { data, caption } = segmentsFigure(many, 'mrr@20');
  expect(data.map((trace) => (trace as { name: string }).name)).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => `model ${i}`));
  expect(new Set(data.map((trace) => (trace as { marker: { color: string } }).marker.color)).size).toBe(7);
  expect(caption).toMatch(/^Of 20 models the leading 7: model 0 has the highest mrr@20: /);
});
