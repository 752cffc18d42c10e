import type { Metric } from './metric.js';

/**
 * HitRate@K = 1 if at least one target is among the first K, else 0.
 *
 * Source: Deshpande, Karypis 2004, "Item-based top-N recommendation algorithms", section 5.
 */
export const hitRate: Metric = (targets, query, k) => (targets.ranks[targets.offsets[query]!]! <= k ? 1 : 0);
