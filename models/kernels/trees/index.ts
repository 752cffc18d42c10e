export { breadthFirst, type TreeNodes } from './node-table.js';
export { TreePredictor } from './predictor.js';
export { TreeShap } from './shap.js';
export {
  type NodeRows,
  type OpenNode,
  type RankedQueries,
  type Split,
  type Sums,
  type TreeLimits,
  type TreeMatrix,
  TreeTraining,
} from './training.js';
