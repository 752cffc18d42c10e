export { type DistinctPairs, distinctPairs } from './distinct-pairs.js';
export * from './recommender.js';
export * from './registry.js';
export { sliceQueries } from './slice-queries.js';
