import type { Catalogue } from './catalogue.js';
import { type ListMetric, meanOverLists } from './list-metric.js';

/**
 * Novelty: the mean over the listed items of −log2 p, where p is the share of train's visitors who touched the item, in
 * bits: 0 for an item that everybody touched. For an item that none of the n visitors touched p is 1 / (n + 1). An empty
 * list has no value.
 *
 * Of 8 visitors, 4 touched a and 1 touched b: the list a b has (1 + 3) / 2 = 2.
 *
 * Source: Zhou et al. 2010, "Solving the apparent diversity-accuracy dilemma of recommender systems" (self-information).
 */
export const novelty: ListMetric = (rankings, { items, visitors, pairs }, ks) => {
  const bits = new Float64Array(items);
  for (let item = 0; item < items; item++) {
    const touched = pairs.byItem.offsets[item + 1]! - pairs.byItem.offsets[item]!;
    bits[item] = touched ? Math.log2(visitors / touched) : mostNovelty({ visitors });
  }
  return ks.map((k) => meanOverLists(rankings, k, bits));
};

/** The novelty of a list of items that nobody touched. */
export const mostNovelty = ({ visitors }: Pick<Catalogue, 'visitors'>): number => Math.log2(visitors + 1);
