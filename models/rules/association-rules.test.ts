import { expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { sessionsOf } from '../../testing/sessions-of.js';
import { AssociationRules } from './association-rules.js';

const fit = async (sessions: number[][], parameters = {}) => {
  const model = new AssociationRules(parameters);
  await model.fit(sessionsOf(sessions), { seed: 1, reporter: quiet, threads: 1 });
  return model;
};

const sessions = [
  [0, 1, 0],
  [2, 0],
  [3, 0, 2],
];

it('counts the pairs of one session, before or after, repeats included', async () => {
  const model = await fit(sessions);
  const rankings = await model.recommend(queriesOf([{ context: [3, 0] }, { context: [0, 1] }]), 9);
  expect(row(rankings, 0)).toEqual([
    [0, 2],
    [1, 2],
    [2, 2],
    [3, 1],
  ]);
  expect(row(rankings, 1)).toEqual([[0, 2]]);
});

it('adds up the rules of all items of a history, each once', async () => {
  const queries = queriesOf([{ context: [0, 1, 3, 3], exclude: [0, 1, 3] }], 'history');
  expect(row(await (await fit(sessions)).recommend(queries, 9), 0)).toEqual([[2, 2 + 1]]);
});

it('names the items most like one, itself left out', async () => {
  const { items, scores } = (await fit(sessions)).similarItems(0, 2);
  expect([...items]).toEqual([1, 2]);
  expect([...scores]).toEqual([2, 2]);
});

it('keeps as many rules as pruning says, of equals those that the log shows first', async () => {
  const kept = async (pruning: number) => [
    ...(
      await fit(
        [
          [0, 4, 3, 2],
          [0, 2],
        ],
        { pruning },
      )
    ).similarItems(0, 9).items,
  ];
  expect(await kept(2)).toEqual([1, 3]); // dense ids: 2 is 1, 3 is 2, 4 is 3
  expect(await kept(0)).toEqual([1, 3, 2]);
});

keepsItsParameters('association-rules', { pruning: 2 });
