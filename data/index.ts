export * from './dataset.js';
export * from './duckdb.js';
export * from './errors.js';
export * from './event-log.js';
export * from './progress.js';
export * from './random.js';
export * from './sparse.js';
export type { Test, Train, Validation } from './split/parts.js';
export { Vocabulary } from './vocabulary.js';
