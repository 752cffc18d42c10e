export { type FeatureMatrix, rowCount } from './feature-matrix.js';
export { meanNdcg } from './ndcg.js';
export { type TreeParameters, treeParameters } from './parameters.js';
export type { RankingExamples } from './ranking-examples.js';
export { type Trained, trainTrees, type Validation } from './train-trees.js';
export { type Importance, Trees, type TreesState } from './trees.js';
export { fromXgboostJson, toXgboostJson } from './xgboost-json.js';
