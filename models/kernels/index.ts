export { aliasTable } from './alias-table.js';
export {
  type AlsFactors,
  AlsFoldIn,
  type AlsOptions,
  type AlsWork,
  alsBytes,
  type FoldInOptions,
  fitAls,
} from './als.js';
export { type BprFactors, type BprOptions, type BprTrainer, bprTrainer } from './bpr.js';
export { bytesFor, intsOf, type Kernel } from './kernel.js';
export { gigabytes, isOutOfMemory, MemoryError, machineMemory, mostAddressed } from './memory-error.js';
export { columnNeighbours, type NeighbourSearch, type Neighbours, type Similarity } from './neighbours.js';
export { packedRows, type Rows } from './rows.js';
export {
  type SkipGramOptions,
  type SkipGramTrainer,
  type SkipGramVectors,
  skipGramTrainer,
} from './skip-gram.js';
export { innerProduct, type TopKItems, topKItems } from './top-k.js';
export { breadthFirst, type TreeNodes } from './trees/node-table.js';
export { TreePredictor } from './trees/predictor.js';
export { TreeShap } from './trees/shap.js';
export {
  type NodeRows,
  type OpenNode,
  type RankedQueries,
  type Split,
  type Sums,
  type TreeLimits,
  type TreeMatrix,
  TreeTraining,
} from './trees/training.js';
export { vectorLengths } from './vector-lengths.js';
