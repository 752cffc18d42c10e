export { type Bags, bagRows } from './bag-rows.js';
export { type BinaryCrossEntropyOptions, binaryCrossEntropy } from './binary-cross-entropy.js';
export { addGroupsRelu, groupDots, groupDotsGradients, sumGroups } from './groups.js';
export * from './matrix.js';
export { normalizeRows, normalizeRowsGradient } from './normalize-rows.js';
export { type Factors, pairScorer, pairScorerBytes, type Tower } from './pair-scores.js';
export { product } from './product.js';
export { addRelu, reluGradient } from './relu.js';
