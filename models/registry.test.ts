import { expect, it } from 'vitest';
import { recommenderContract } from '../testing/recommender-contract.js';
import { createModel } from './create-model.js';
import { factsOf, modelNames } from './registry.js';

it.each(modelNames)('%s is the same class in registry.ts and in create-model.ts', async (name) => {
  expect(createModel(name).constructor).toBe(await factsOf(name).load());
});

for (const name of modelNames) recommenderContract(name);
