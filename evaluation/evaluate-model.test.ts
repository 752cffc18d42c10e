import { expect, it } from 'vitest';
import { quiet } from '../data/index.js';
import { createModel } from '../models/index.js';
import { fitPartsOfLines } from '../testing/fit-parts-of-lines.js';
import type { EventLine } from '../testing/log-of.js';
import { evaluateModel } from './evaluate-model.js';
import { leaderboardEntry } from './leaderboard.js';
import { catalogueOf } from './lists/catalogue.js';
import { funnelTask } from './protocols/funnel.js';

it('measures a model every way there is, for one line of the leaderboard', async () => {
  const line = (visitor: number, item: number, time: number, event?: EventLine['event']): EventLine => ({
    visitor,
    item,
    time,
    ...(event && { event }),
  });
  const { train, held } = fitPartsOfLines(
    [line(1, 10, 1), line(2, 10, 2), line(3, 20, 3), line(1, 30, 4)],
    [
      line(1, 20, 11),
      line(1, 20, 12, 'addtocart'),
      line(2, 10, 13, 'addtocart'),
      line(1, 10, 14),
      line(1, 10, 15, 'addtocart'),
    ],
  );
  const task = funnelTask(train, held);
  const model = createModel('popular');
  await model.fit(train, { seed: 1, reporter: quiet, threads: 1 });
  const rankings = await model.recommend(task.queries, 3);
  const { metrics } = evaluateModel(task, rankings, catalogueOf(train), { ks: [1, 3], seed: 1 }, held);

  const entry = leaderboardEntry('popular', metrics, { fitSeconds: 1, predictSeconds: 2, peakMemoryMB: 3 });
  expect(Object.keys(entry)).toEqual(['model', 'metrics', 'fitSeconds', 'predictSeconds', 'peakMemoryMB']);
  const names = ['precision', 'recall', 'ndcg', 'map', 'mrr', 'hitRate', 'novelty', 'popularityBias', 'coverage'];
  expect(Object.keys(metrics).sort()).toEqual(
    [
      ...names.flatMap((name) => [`${name}@1`, `${name}@3`]),
      'diversityCooccurrence@3', // a list of one has no pairs
      'viewToCart@1',
      'viewToCart@3',
      'cartToTransaction@1',
      'cartToTransaction@3',
    ].sort(),
  );
  // popular ranks 10 first; asked for are 20, 10 and 10
  expect(metrics['hitRate@1']!.mean).toBe(2 / 3);
  expect(metrics['coverage@1']!.mean).toBe(1 / 3);
  // the first query's visitor views 10 later and carts it then; nobody buys
  expect(metrics['viewToCart@1']!.mean).toBe(1);
  expect(metrics['cartToTransaction@1']!.mean).toBe(0);

  // the funnel's outcomes belong to its protocol, and to the part that the task was made of
  const proxies = (of: ReturnType<typeof evaluateModel>) =>
    of.columns.filter(({ denominators }) => denominators).length;
  const options = { ks: [1, 3], seed: 1 };
  expect(proxies(evaluateModel(task, rankings, catalogueOf(train), options, held))).toBe(4);
  expect(proxies(evaluateModel(task, rankings, catalogueOf(train), options))).toBe(0);
  const next = { ...task, protocol: 'next' as const };
  expect(proxies(evaluateModel(next, rankings, catalogueOf(train), options, held))).toBe(0);
});
