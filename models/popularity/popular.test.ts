import { expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { trainOf } from '../../testing/train-of.js';
import { createModel } from '../create-model.js';

const day = 24 * 60 * 60 * 1000;

/** Item 10 was viewed three times four weeks ago, item 20 twice and item 30 once today. */
const train = trainOf([
  { visitor: 1, item: 10, time: 0 },
  { visitor: 2, item: 10, time: 0 },
  { visitor: 3, item: 10, time: 0 },
  { visitor: 1, item: 20, time: 28 * day },
  { visitor: 1, item: 20, time: 28 * day },
  { visitor: 2, item: 30, time: 28 * day },
]);

const answer = async (name: string, parameters: object, context: number[], exclude: number[] = []) => {
  const model = createModel(name, parameters);
  await model.fit(train, { seed: 1, reporter: quiet, threads: 1 });
  return row(await model.recommend(queriesOf([{ context, exclude }]), 5), 0);
};

it('popular counts events', async () => {
  expect(await answer('popular', {}, [])).toEqual([
    [0, 3],
    [1, 2],
    [2, 1],
  ]);
  expect(await answer('popular', {}, [0], [0])).toEqual([
    [1, 2],
    [2, 1],
  ]);
});

it('popular counts visitors where it is told to, each once', async () => {
  expect(await answer('popular', { by: 'visitors' }, [])).toEqual([
    [0, 3],
    [1, 1],
    [2, 1],
  ]);
});

keepsItsParameters('popular', { by: 'visitors' });

it('recent-popular halves an event each half-life', async () => {
  expect(await answer('recent-popular', { halfLifeDays: 14 }, [])).toEqual([
    [1, 2],
    [2, 1],
    [0, 0.75],
  ]);
  await expect(answer('recent-popular', { halfLifeDays: 0 }, [])).rejects.toThrow(/halfLifeDays/);
});

keepsItsParameters('recent-popular', { halfLifeDays: 14 });

it('session-popular puts the session first, then the popular', async () => {
  expect(await answer('session-popular', {}, [2, 2, 1])).toEqual([
    [2, 2 + 1 / 2],
    [1, 1 + 2 / 3],
    [0, 3 / 4],
  ]);
  expect(await answer('session-popular', {}, [2], [2])).toEqual([
    [0, 3 / 4],
    [1, 2 / 3],
  ]);
});

it('random gives every item its turn, and other seeds other lists', async () => {
  const first = new Set<number>();
  const lists = new Set<string>();
  for (let seed = 0; seed < 30; seed++) {
    const model = createModel('random');
    await model.fit(train, { seed, reporter: quiet, threads: 1 });
    const items = row(await model.recommend(queriesOf([{ context: [0] }]), 3), 0).map(([item]) => item);
    first.add(items[0]!);
    lists.add(items.join());
  }
  expect(first.size).toBe(3);
  expect(lists.size).toBeGreaterThan(3);
});

it('random gives visitors lists of their own, whatever their contexts', async () => {
  const model = createModel('random');
  await model.fit(train, { seed: 1, reporter: quiet, threads: 1 });
  const visitors = Array.from({ length: 30 }, (_, visitor) => ({ visitor, context: [0] }));
  const rankings = await model.recommend(queriesOf(visitors), 3);
  expect(new Set(visitors.map((_, query) => row(rankings, query).join())).size).toBeGreaterThan(3);
});
