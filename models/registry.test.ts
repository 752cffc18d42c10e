import { recommenderContract } from '../testing/recommender-contract.js';
import { modelNames } from './registry.js';

for (const name of modelNames) recommenderContract(name);
