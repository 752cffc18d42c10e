import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generateShop, idList, idsOf, loadDataset, oracleScores, readTruth, Vocabulary } from '../data/index.js';
import { folderOf } from '../testing/folder-of.js';
import { queriesOf } from '../testing/queries-of.js';
import { bestPossible } from './best-possible.js';

it('lists the items of train in the order of their true probabilities of being viewed next', async () => {
  const folder = join(await folderOf({}), 'shop');
  await generateShop({ events: 20_000, seed: 1, folder });
  const truth = await readTruth(folder);
  const { log } = await loadDataset(folder);
  const last = log.time.at(-1)!;
  // Of all items train knows those with an even id.
  const items = new Vocabulary(idsOf(idList(log.items.ids).filter((id) => Number(id) % 2 === 0)));
  const queries = {
    ...queriesOf([
      { visitor: 2, history: [7], context: [0, 1] },
      { visitor: 0, context: [2] },
    ]),
    time: Float64Array.of(last, log.time[0]!), // the first query is the later one
  };
  const probable = (visitor: number, context: number[], time: number) => {
    const { items: ids, scores } = oracleScores(
      truth,
      context.map((item) => Number(items.idOf(item))),
      Number(log.visitors.idOf(visitor)),
      time,
    );
    const ranked = Array.from(ids, (id, rank) => ({ item: items.indexOf(id), score: scores[rank]! }));
    return ranked.filter(({ item }) => item >= 0);
  };
  const expected = [probable(2, [0, 1], last), probable(0, [2], log.time[0]!)];
  const lengths = expected.map((list) => list.length);
  expect(Math.min(...lengths)).toBeGreaterThan(0);

  for (const k of [3, Math.max(...lengths) + 1]) {
    const lists = bestPossible(truth, queries, { items, visitors: log.visitors }, k);
    const padded = expected.map((list) =>
      Array.from({ length: k }, (_, rank) => list[rank] ?? { item: -1, score: Number.NEGATIVE_INFINITY }),
    );
    expect(lists).toEqual({
      k,
      items: Int32Array.from(padded.flat(), ({ item }) => item),
      scores: Float64Array.from(padded.flat(), ({ score }) => score),
    });
  }
});
