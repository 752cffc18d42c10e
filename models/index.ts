export { type DistinctPairs, distinctPairs } from './distinct-pairs.js';
export { ItemKnn } from './item-knn.js';
export { Popular } from './popular.js';
export { RandomRecommender } from './random.js';
export { RecentPopular } from './recent-popular.js';
export * from './recommender.js';
export * from './registry.js';
export { SessionPopular } from './session-popular.js';
export { sliceQueries } from './slice-queries.js';
