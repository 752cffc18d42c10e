import { expect, it } from 'vitest';
import type { EventLine } from '../testing/log-of.js';
import { partsOf } from '../testing/parts-of.js';
import { rankingsOf } from '../testing/rankings-of.js';
import { funnelProxies } from './funnel-proxies.js';
import { funnelTask } from './protocols/funnel.js';
import { columnName } from './query-column.js';

const [a, b, c, d, e] = [0, 1, 2, 3, 4];

it('counts what visitors do with recommended items after the query', () => {
  const train: EventLine[] = [a, b, c, d, e].map((item) => ({ visitor: 1, item, time: item }));
  const { train: fit, held } = partsOf(train, [
    { visitor: 1, item: b, time: 10 }, // before the query: does not count
    { visitor: 1, item: e, time: 11, event: 'addtocart' }, // the first query
    { visitor: 1, item: a, time: 12 },
    { visitor: 1, item: b, time: 13, event: 'addtocart' }, // the second query; carted without a later view
    { visitor: 1, item: c, time: 14 },
    { visitor: 1, item: c, time: 15, event: 'addtocart' }, // the third query
    { visitor: 1, item: c, time: 16, event: 'transaction' }, // the fourth query
    { visitor: 1, item: d, time: 17 },
    { visitor: 2, item: a, time: 18, event: 'addtocart' }, // the fifth query, of another visitor
  ]);
  const list = [c, a, b].map((item, rank) => [item, -rank] as const);
  const task = funnelTask(fit, held);
  const columns = funnelProxies(task, rankingsOf([list, list, list, list, list], 3), held, [1, 3]);
  const figures = Object.fromEntries(columns.map((of) => [columnName(of), [[...of.values], [...of.denominators!]]]));

  expect(figures).toEqual({
    // c is viewed after the first two queries, and carted then
    'viewToCart@1': [
      [1, 1, 0, 0, 0],
      [1, 1, 0, 0, 0],
    ],
    // a is viewed after the first query only, and never carted
    'viewToCart@3': [
      [1, 1, 0, 0, 0],
      [2, 1, 0, 0, 0],
    ],
    // c is carted after the first two queries, and bought then; the third query's own cart does not count
    'cartToTransaction@1': [
      [1, 1, 0, 0, 0],
      [1, 1, 0, 0, 0],
    ],
    // b is carted after the first query, and never bought
    'cartToTransaction@3': [
      [1, 1, 0, 0, 0],
      [2, 1, 0, 0, 0],
    ],
  });
});
