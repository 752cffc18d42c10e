export { type DistinctPairs, distinctPairs } from './distinct-pairs.js';
export { assertFits } from './kernels/index.js';
export { ParameterError } from './parameters.js';
export * from './recommender.js';
export * from './registry.js';
export { sliceQueries } from './slice-queries.js';
