import { expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { sessionsOf } from '../../testing/sessions-of.js';
import { VStan } from './v-stan.js';

const off = 1e12;

const answer = async (sessions: number[][], parameters: object, line: number[]) => {
  const plain = { lambdaSpw: off, lambdaSnh: off, lambdaInh: off, lambdaIpw: off, lambdaIdf: 0 };
  const model = new VStan({ ...plain, ...parameters });
  await model.fit(sessionsOf(sessions), { seed: 1, reporter: quiet, threads: 1 });
  return new Map(row(await model.recommend(queriesOf([{ context: line }]), 9), 0));
};

const sessions = [
  [1, 3],
  [0, 2],
];

it('lambdaIpw: neighbours by the last items count most, beside what lambdaSpw makes of it', async () => {
  const ratio = async (parameters: object) => {
    const scores = await answer(sessions, parameters, [0, 1]);
    return scores.get(2)! / scores.get(3)!;
  };
  expect(await ratio({})).toBeCloseTo(1);
  expect(await ratio({ lambdaIpw: 2 })).toBeCloseTo(Math.exp(-1 / 2));
  expect(await ratio({ lambdaIpw: 2, lambdaSpw: 1 })).toBeCloseTo(Math.exp(-3 / 2));
});

it('similarity: vec knows nothing of how much else a session holds, cosine does', async () => {
  const long = [[0, 3, 4, 5], ...sessions];
  const vec = await answer(long, {}, [0]);
  expect([vec.get(3), vec.get(2)]).toEqual([1, 1].map((score) => expect.closeTo(score)));
  const cosine = await answer(long, { similarity: 'cosine' }, [0]);
  expect([cosine.get(4), cosine.get(2)]).toEqual([1 / 2, 1 / Math.sqrt(2)].map((score) => expect.closeTo(score)));
});

it('lambdaIdf: rare items are preferred', async () => {
  const scores = await answer(
    [
      [2, 9],
      [0, 1, 2],
    ],
    { lambdaIdf: 2 },
    [0],
  );
  expect([scores.get(1), scores.get(2)]).toEqual([1 + 2 * Math.log(2), 1].map((score) => expect.closeTo(score)));
});

keepsItsParameters('v-stan', {
  k: 3,
  sampleSize: 5,
  similarity: 'cosine',
  lambdaSpw: 2,
  lambdaSnh: 3,
  lambdaInh: 4,
  lambdaIpw: 5,
  lambdaIdf: 6,
});
