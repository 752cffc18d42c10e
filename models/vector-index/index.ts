export type { IndexState } from './contract.js';
export { exactIndex } from './exact-index.js';
export { indexState, openIndex } from './index-state.js';
export { sampleRows } from './sample-rows.js';
export { similarVectors } from './similar-vectors.js';
export { type QueryVectors, type VectorReady, VectorRecommender } from './vector-recommender.js';
export { sampleQueries, withBiases } from './with-biases.js';
