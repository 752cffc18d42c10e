import { expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { sessionsOf } from '../../testing/sessions-of.js';
import { trainOf } from '../../testing/train-of.js';
import { Stan } from './stan.js';

const work = { seed: 1, reporter: quiet, threads: 1 };
const off = 1e12;

const answer = async (train: ReturnType<typeof sessionsOf>, parameters: object, line: number[]) => {
  const model = new Stan({ lambdaSpw: off, lambdaSnh: off, lambdaInh: off, ...parameters });
  await model.fit(train, work);
  return new Map(row(await model.recommend(queriesOf([{ context: line }]), 9), 0));
};

it('lambdaSpw: the last items of the session count most', async () => {
  const train = sessionsOf([
    [1, 3],
    [0, 2],
  ]);
  const scores = await answer(train, { lambdaSpw: 1 }, [0, 5, 1]);
  expect(scores.get(2)! / scores.get(3)!).toBeCloseTo(Math.exp(-2));
});

it('lambdaInh: what stands near the last shared item of a neighbour counts most', async () => {
  const train = sessionsOf([[8, 7, 0, 3, 4, 4]]);
  const scores = await answer(train, { lambdaInh: 2 }, [0]);
  const at = (item: number) => scores.get(train.items.indexOf(item))! / scores.get(0)!;
  expect([at(7), at(8), at(3), at(4)]).toEqual([1, 2, 1, 3].map((places) => expect.closeTo(Math.exp(-places / 2))));
});

it('lambdaSnh: older sessions count less, however much later the query comes', async () => {
  const day = 24 * 60 * 60 * 1000;
  const train = trainOf([
    { visitor: 1, session: 1, item: 0, time: 0 },
    { visitor: 1, session: 1, item: 1, time: 0 },
    { visitor: 2, session: 2, item: 0, time: 10 * day },
    { visitor: 2, session: 2, item: 2, time: 10 * day },
  ]);
  const scores = await answer(train, { lambdaSnh: 5 }, [0]);
  expect(scores.get(1)! / scores.get(2)!).toBeCloseTo(Math.exp(-2));

  const model = new Stan({ lambdaSnh: 5 });
  await model.fit(train, work);
  const queries = queriesOf([{ context: [0] }]);
  const yearsLater = { ...queries, time: new Float64Array([10_000 * day]) };
  expect(await model.recommend(yearsLater, 3)).toEqual(await model.recommend(queries, 3));
});

keepsItsParameters('stan', { k: 3, sampleSize: 5, lambdaSpw: 2, lambdaSnh: 3, lambdaInh: 4 });
