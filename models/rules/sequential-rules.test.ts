import { expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { sessionsOf } from '../../testing/sessions-of.js';
import { SequentialRules } from './sequential-rules.js';

const fit = async (sessions: number[][], parameters = {}) => {
  const model = new SequentialRules(parameters);
  await model.fit(sessionsOf(sessions), { seed: 1, reporter: quiet, threads: 1 });
  return model;
};

it('weighs what came after an item by 1 / distance', async () => {
  const model = await fit([
    [0, 1, 2, 0, 3],
    [4, 0, 1],
  ]);
  const given = row(await model.recommend(queriesOf([{ context: [4, 0] }]), 9), 0);
  expect(given).toEqual([
    [1, 1 + 1],
    [3, expect.closeTo(1 + 1 / 4)],
    [2, 1 / 2],
    [0, expect.closeTo(1 / 3)],
  ]);
  expect(row(await model.recommend(queriesOf([{ context: [0, 3] }]), 9), 0)).toEqual([]);
});

it('looks no further than steps', async () => {
  const model = await fit([[0, 1, 2, 3]], { steps: 2, weighting: 'same' });
  expect([...model.similarItems(0, 9).items]).toEqual([1, 2]);
});

it('calls a tie a tie, in whatever order its parts were added', async () => {
  expect(1 + 1 / 2 + 1 / 6).not.toBe(1 / 6 + 1 / 2 + 1);
  const model = await fit([
    [0, 1, 3, 3, 3, 3, 2],
    [0, 3, 1],
    [0, 3, 2],
    [0, 2, 3, 3, 3, 3, 1],
  ]);
  const { items, scores } = model.similarItems(0, 9);
  expect(scores[items.indexOf(1)]).toBe(scores[items.indexOf(2)]);
});

keepsItsParameters('sequential-rules', { steps: 3, weighting: 'log', pruning: 2 });
