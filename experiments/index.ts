export * from './compare-candidates.js';
export * from './compare-parameters.js';
