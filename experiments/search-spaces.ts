import type { ModelName } from '../models/index.js';
import type { Grid } from './grid.js';

/**
 * The search spaces of the classic models, around the values that their papers and libraries use. A model's
 * combinations are those of all its grids.
 */
export const searchSpaces: Readonly<Partial<Record<ModelName, readonly Grid[]>>> = {
  'item-knn': [
    { similarity: 'cosine', neighbours: [50, 100, 500] },
    { similarity: 'bm25', neighbours: [100, 500], signal: { k1: [0.5, 1.2], b: [0.1, 0.75] } },
  ],
  'user-knn': [{ neighbours: [25, 50, 100, 200, 500, 1000] }],
  als: [{ factors: [32, 64, 128], regularization: [10, 50, 100], alpha: [10, 40, 80] }],
  'v-sknn': [{ k: [50, 100, 200, 500], sample_size: [500, 1000, 5000], idf_weighting: [0, 2] }],
  stan: [{ k: [100, 200, 500], sample_size: [500, 1000, 5000], lambda_spw: [0.905, 1.81, 3.62] }],
  bpr: [{ factors: [32, 64, 128], learningRate: [0.01, 0.05, 0.1], regularization: [0.001, 0.01, 0.1] }],
};
