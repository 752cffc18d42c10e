import { expect, it } from 'vitest';
import { fitPartsOfLines } from '../testing/fit-parts-of-lines.js';
import type { EventLine } from '../testing/log-of.js';
import { rankingsOf } from '../testing/rankings-of.js';
import { funnelProxies } from './funnel-proxies.js';
import { funnelTask } from './protocols/funnel.js';
import { columnName } from './query-column.js';

const [a, b, c, d, e] = [0, 1, 2, 3, 4];

it('counts what visitors do with recommended items after the query', () => {
  const train: EventLine[] = [a, b, c, d, e].map((item) => ({ visitor: 1, item, time: item }));
  const { train: fit, held } = fitPartsOfLines(train, [
    { visitor: 1, item: b, time: 10 }, // before the query: does not count
    { visitor: 1, item: e, time: 11, event: 'addtocart' }, // the first query
    { visitor: 1, item: a, time: 12 },
    { visitor: 1, item: b, time: 13, event: 'addtocart' }, // the second query
    { visitor: 1, item: b, time: 14 }, // viewed again, but carted only before that
    { visitor: 1, item: c, time: 15 },
    { visitor: 1, item: c, time: 16, event: 'addtocart' }, // the third query
    { visitor: 1, item: c, time: 17, event: 'transaction' }, // the fourth query
    { visitor: 2, item: a, time: 18, event: 'addtocart' }, // the fifth query, of another visitor
  ]);
  const lists = [[c, a, b], [d, a, b], [c], [c, a, b], [c, a, b]].map((items) =>
    items.map((item, i) => [item, -i] as const),
  );
  const columns = funnelProxies(funnelTask(fit, held), rankingsOf(lists, 3), held, [1, 3]);
  const figures = Object.fromEntries(columns.map((of) => [columnName(of), [[...of.values], [...of.denominators!]]]));

  expect(figures).toEqual({
    // the first list's c is viewed later, and carted then
    'viewToCart@1': [
      [1, 0, 0, 0, 0],
      [1, 0, 0, 0, 0],
    ],
    // its a and b too, and the second list's b, but none of them is carted then
    'viewToCart@3': [
      [1, 0, 0, 0, 0],
      [3, 1, 0, 0, 0],
    ],
    // the first list's c is carted later, and bought then; the third query's own cart does not count
    'cartToTransaction@1': [
      [1, 0, 0, 0, 0],
      [1, 0, 0, 0, 0],
    ],
    // its b is carted too, and never bought
    'cartToTransaction@3': [
      [1, 0, 0, 0, 0],
      [2, 0, 0, 0, 0],
    ],
  });
});

it('counts a cart, and a purchase, of the very moment of the view, and of the cart', () => {
  const train: EventLine[] = [a, b].map((item) => ({ visitor: 1, item, time: item }));
  const { train: fit, held } = fitPartsOfLines(train, [
    { visitor: 1, item: b, time: 10, event: 'addtocart' }, // the first query; its list is a
    { visitor: 1, item: a, time: 11 },
    { visitor: 1, item: a, time: 11, event: 'addtocart' },
    { visitor: 1, item: a, time: 11, event: 'transaction' },
  ]);
  const rankings = rankingsOf([[[a, 1]], [], []], 1);
  const columns = funnelProxies(funnelTask(fit, held), rankings, held, [1]);
  expect(columns.map(({ values, denominators }) => [values[0], denominators![0]])).toEqual([
    [1, 1],
    [1, 1],
  ]);
});
