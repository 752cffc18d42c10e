import { expect, it } from 'vitest';
import { InputError, quiet } from '../../data/index.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { sessionsOf } from '../../testing/sessions-of.js';
import { trainOf } from '../../testing/train-of.js';
import { createModel } from '../create-model.js';
import { Markov } from './markov.js';

const work = { seed: 1, reporter: quiet, threads: 1 };

it('counts what came right after an item', async () => {
  const model = new Markov();
  await model.fit(
    sessionsOf([
      [0, 1, 2, 0, 1],
      [1, 1, 3],
      [0, 2],
    ]),
    work,
  );
  const rankings = await model.recommend(queriesOf([{ context: [3, 0] }, { context: [1] }, { context: [0, 3] }]), 9);
  expect(row(rankings, 0)).toEqual([
    [1, 2],
    [2, 1],
  ]);
  expect(row(rankings, 1)).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
  expect(row(rankings, 2)).toEqual([]); // what has no score is not recommended
  expect([...model.similarItems(1, 9).items]).toEqual([2, 3]);
});

keepsItsParameters('markov', { pruning: 2 });

it.each([
  ['markov', { pruning: -1 }, /pruning/],
  ['association-rules', { pruning: 0.5 }, /pruning/],
  ['sequential-rules', { steps: 0 }, /steps/],
  ['sequential-rules', { weighting: 'steep' }, /weighting: .*"quadratic"/],
] as const)('%s refuses %o in one clear error', (name, parameters, message) => {
  expect(() => createModel(name, parameters)).toThrow(InputError);
  expect(() => createModel(name, parameters)).toThrow(message);
});

it.each(['markov', 'association-rules', 'sequential-rules'])('%s asks for sessions', async (name) => {
  const train = trainOf([{ visitor: 1, item: 1, time: 0 }]);
  await expect(createModel(name).fit(train, work)).rejects.toThrow(/learns from sessions, and this log has none/);
});
