export { comparedTable } from '../evaluation/index.js';
export { compareModels } from '../pipeline/index.js';
export * from './compare-candidates.js';
export * from './compare-parameters.js';
export * from './tune-by-budget.js';
