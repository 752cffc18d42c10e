import { describe } from 'vitest';
import { answersContract } from './contract/answers-contract.js';
import { fitContract } from './contract/fit-contract.js';
import { storageContract } from './contract/storage-contract.js';

/** What every recommender owes its callers, whatever it computes. */
export function recommenderContract(name: string): void {
  describe(`${name} keeps the contract`, () => {
    fitContract(name);
    answersContract(name);
    storageContract(name);
  });
}
