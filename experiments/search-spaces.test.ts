import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { createModel, type ModelName, type Parameters } from '../models/index.js';
import { searchSpace, searchSpaces } from './search-spaces.js';

it('has spaces in our own names, whose every combination the model takes, and no default among them', () => {
  for (const model of Object.keys(searchSpaces) as ModelName[]) {
    const usual = createModel(model).parameters;
    const found = searchSpace(model);
    expect(found.length).toBeGreaterThanOrEqual(7); // eight trials of each model in the notebook
    for (const changes of found) {
      expect(Object.keys(usual)).toEqual(expect.arrayContaining(Object.keys(changes)));
      expect(createModel(model, changes).parameters).not.toEqual(usual);
    }
  }
});

it('takes a model’s own parameters for its defaults', () => {
  const has = (own: Parameters, changes: Parameters) =>
    searchSpace('user-knn', own).some((one) => isDeepStrictEqual(one, changes));
  const [hundred, fifty] = [100, 50].map((neighbours) => ({ neighbours, signal: { weighting: 'tf-idf' } }));
  expect([has({}, hundred!), has({}, fifty!)]).toEqual([false, true]);
  expect([has({ neighbours: 50 }, hundred!), has({ neighbours: 50 }, fifty!)]).toEqual([true, false]);
});
