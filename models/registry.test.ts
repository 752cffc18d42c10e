import { recommenderContract } from '../testing/recommender-contract.js';
import { modelNames } from './facts.js';

for (const name of modelNames) recommenderContract(name);
