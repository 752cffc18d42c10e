import type { Lists } from '../../data/index.js';
import { Exclusion } from '../exclusion.js';
import { emptyRankings, TopK } from '../rankings.js';
import type { Rankings, WorkContext } from '../recommender.js';
import type { IndexState, VectorIndex } from './contract.js';

/** Every item is looked at. */
export class ExactIndex implements VectorIndex {
  constructor(
    readonly items: Float32Array,
    readonly factors: number,
  ) {}

  async search(
    queries: Float32Array,
    k: number,
    exclude: Lists,
    context: Partial<WorkContext> = {},
  ): Promise<Rankings> {
    const { items, factors } = this;
    const [count, catalogue] = [queries.length / factors, items.length / factors];
    const rankings = emptyRankings(count, k);
    const best = new TopK(Math.min(k, catalogue));
    const excluded = new Exclusion(catalogue);
    for (let query = 0; query < count; query++) {
      context.signal?.throwIfAborted();
      const vector = queries.subarray(query * factors, (query + 1) * factors);
      if (vector.every((value) => value === 0)) continue;
      excluded.set(exclude, query);
      for (let item = 0; item < catalogue; item++) {
        if (excluded.has(item)) continue;
        let score = 0;
        let known = false;
        for (let f = 0; f < factors; f++) {
          const value = items[item * factors + f]!;
          known ||= value !== 0;
          score = Math.fround(score + Math.fround(vector[f]! * value));
        }
        if (known) best.offer(item, score);
      }
      best.drain(rankings.items, rankings.scores, query * k);
    }
    return rankings;
  }

  async state(): Promise<IndexState> {
    return { kind: 'exact' };
  }
}
