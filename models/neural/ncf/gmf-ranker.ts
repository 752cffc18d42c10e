import { exactIndex } from '../../vector-index/index.js';
import type { Weights } from '../training/network.js';
import type { Ranker } from './ranker.js';
import type { NcfShape } from './shape.js';

/**
 * With GMF alone the logit is an inner product, of output ∘ p and the item's embedding.
 * @param items items × factors, zeros for items that must not be ranked.
 */
export async function gmfRanker({ factors }: NcfShape, weights: Weights, items: Float32Array): Promise<Ranker> {
  const index = await exactIndex(items, factors);
  const output = weights['output.gmf']!.values;
  const weighed = (visitors: Float32Array) => visitors.map((value, at) => value * output[at % factors]!);
  return {
    rank: (visitors, k, exclude, work) => index.search(weighed(visitors), k, exclude, work),
    score: (visitors, asked, exclude) => index.score(weighed(visitors), asked, exclude),
  };
}
