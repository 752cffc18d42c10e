import { expect, it } from 'vitest';
import { leaderSentence } from './leader-sentence.js';

const entry = (model: string, mean: number, margin = 0.01) => ({
  model,
  metrics: { 'ndcg@10': { mean, low: mean - margin, high: mean + margin } },
});
/** With breaking spaces, as a reader types it. */
const found = (...rows: ReturnType<typeof entry>[]) => leaderSentence(rows, 'ndcg@10').replaceAll('\u00a0', ' ');

it('names the best and the next model with their intervals', () => {
  expect(found(entry('popular', 0.1), entry('item-knn', 0.3), entry('random', 0.02))).toBe(
    'item-knn has the highest ndcg@10: .3000 [.2900, .3100]. Next is popular with .1000 [.0900, .1100].',
  );
});

it('says that models with the very same figure share it', () => {
  expect(found(entry('popular', 0.1), entry('random', 0.02), entry('session-popular', 0.1))).toBe(
    'popular and session-popular share the highest ndcg@10: .1000 [.0900, .1100]. Next is random with .0200 [.0100, .0300].',
  );
  expect(found(entry('a', 0), entry('b', 0), entry('c', 0, 0.001))).toBe(
    'a, b and c share the highest ndcg@10: .0000 [−.0100, .0100] and .0000 [−.0010, .0010].',
  );
  expect(found(entry('a', 0.1), entry('b', 0.05), entry('c', 0.05))).toContain(
    'Next are b and c with .0500 [.0400, .0600].',
  );
});

it('takes no difference of rounding for one of models', () => {
  expect(found(entry('a', 0.1 + 0.2), entry('b', 0.3))).toMatch(/^a and b share/);
});

it('speaks of one model alone', () => {
  expect(found(entry('a', 0.1))).toBe('a has the highest ndcg@10: .1000 [.0900, .1100].');
});
