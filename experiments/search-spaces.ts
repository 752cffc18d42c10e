import { isDeepStrictEqual } from 'node:util';
import { createModel, type ModelName, type Parameters } from '../models/index.js';
import { combinations, type Grid, withChanges } from './grid.js';

/**
 * The search spaces of the classic models, around the values that their papers and libraries use. A model's
 * combinations are those of all its grids.
 */
export const searchSpaces: Readonly<Partial<Record<ModelName, readonly Grid[]>>> = {
  'item-knn': [
    { similarity: 'cosine', neighbours: [50, 100, 500] },
    { similarity: 'bm25', neighbours: [100, 500], signal: { k1: [0.5, 1.2], b: [0.1, 0.75] } },
  ],
  'user-knn': [{ neighbours: [25, 50, 100, 200, 500, 1000], signal: { weighting: ['tf-idf', 'bm25'] } }],
  als: [{ factors: [32, 64, 128], regularization: [10, 50, 100], alpha: [10, 40, 80] }],
  'v-sknn': [{ k: [50, 100, 200, 500], sampleSize: [500, 1000, 5000], idfWeighting: [0, 2] }],
  stan: [{ k: [100, 200, 500], sampleSize: [500, 1000, 5000], lambdaSpw: [0.905, 1.81, 3.62] }],
  bpr: [{ factors: [32, 64, 128], learningRate: [0.01, 0.05, 0.1], regularization: [0.001, 0.01, 0.1] }],
};

/**
 * The combinations of a model's search space other than its defaults; none for a model without a space.
 * @param own the parameters that take the place of the model's defaults.
 */
export function searchSpace(model: ModelName, own: Parameters = {}): Parameters[] {
  const applied = (changes: Parameters) => createModel(model, withChanges(model, own, changes)).parameters;
  const all = (searchSpaces[model] ?? []).flatMap((grid) => combinations(grid));
  return all.filter((changes) => !isDeepStrictEqual(applied(changes), applied({})));
}
