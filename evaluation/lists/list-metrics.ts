import type { Rankings } from '../../models/index.js';
import type { QueryColumn } from '../query-column.js';
import type { Catalogue } from './catalogue.js';
import { categoryDiversity } from './category-diversity.js';
import { cooccurrenceDiversity } from './cooccurrence-diversity.js';
import type { ListMetric } from './list-metric.js';
import { mostNovelty, novelty } from './novelty.js';
import { mostPopularityBias, popularityBias } from './popularity-bias.js';

const metrics: Readonly<Record<string, ListMetric>> = {
  diversityCategory: categoryDiversity,
  diversityCooccurrence: cooccurrenceDiversity,
  novelty,
  popularityBias,
};

/** The largest possible value of a list, for metrics that are not shares. */
const most: Readonly<Record<string, (catalogue: Catalogue) => number>> = {
  novelty: mostNovelty,
  popularityBias: mostPopularityBias,
};

/** Whether a metric's values lie between 0 and 1. */
export const isShare = (metric: string): boolean => !(metric in most);

/**
 * The metrics of lists that do not depend on targets: one column a metric and cut-off. Diversity by category is included only if
 * the catalogue has categories.
 */
export function listMetrics(rankings: Rankings, catalogue: Catalogue, ks: readonly number[]): QueryColumn[] {
  return Object.entries(metrics)
    .filter(([metric]) => metric !== 'diversityCategory' || catalogue.category)
    .flatMap(([metric, compute]) => {
      const bounds = [0, most[metric]?.(catalogue) ?? 1] as const;
      return compute(rankings, catalogue, ks).map((values, i) => ({ metric, k: ks[i]!, values, bounds }));
    });
}
