import { expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { sessionsOf } from '../../testing/sessions-of.js';
import { Sknn } from './sknn.js';

const work = { seed: 1, reporter: quiet, threads: 1 };

/** In the order of their end: two sessions that share one item with [0, 1], and one that shares both. */
const train = sessionsOf([
  [0, 2],
  [1, 3, 3, 4, 5],
  [0, 1, 6, 7],
]);

const answer = async (parameters: object, line: number[]) => {
  const model = new Sknn(parameters);
  await model.fit(train, work);
  return row(await model.recommend(queriesOf([{ context: line }]), 8), 0);
};

it('sums the cosines of the sessions that hold an item', async () => {
  const given = new Map(await answer({}, [0, 1]));
  const [first, second, third] = [1 / Math.sqrt(2 * 2), 1 / Math.sqrt(2 * 4), 2 / Math.sqrt(2 * 4)];
  expect([...given.keys()]).toEqual([0, 1, 6, 7, 2, 3, 4, 5]);
  expect(given.get(0)).toBeCloseTo(first + third);
  expect(given.get(1)).toBeCloseTo(second + third);
  expect(given.get(7)).toBeCloseTo(third);
  expect(given.get(2)).toBeCloseTo(first);
  expect(given.get(3)).toBeCloseTo(second); // met twice in its session, which counts once
});

it('knows neither order nor repeats', async () => {
  expect(await answer({}, [1, 1, 0, 1])).toEqual(await answer({}, [0, 1]));
});

it('takes the k most similar of the most recent', async () => {
  const items = async (parameters: object) => (await answer(parameters, [0, 1])).map(([item]) => item);
  expect(await items({ k: 1 })).toEqual([0, 1, 6, 7]);
  expect(await items({ k: 2 })).toEqual([0, 1, 6, 7, 2]);
  expect(await items({ k: 2, sampleSize: 2 })).toEqual([1, 0, 6, 7, 3, 4, 5]);
});

it('prefers the more recent of equally similar sessions', async () => {
  const model = new Sknn({ k: 1 });
  await model.fit(
    sessionsOf([
      [0, 1],
      [0, 2],
    ]),
    work,
  );
  expect(row(await model.recommend(queriesOf([{ context: [0] }]), 3), 0).map(([item]) => item)).toEqual([0, 2]);
});

keepsItsParameters('sknn', { k: 2, sampleSize: 3 });
