import { expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { compact, translate, usedIds } from './compact.js';
import { takeEvents } from './event-log.js';
import { idList } from './ids.js';
import { Vocabulary } from './vocabulary.js';

const log = logOf([30, 10, 20, 40].map((id, time) => ({ visitor: id, item: id * 2, time })));

it('drops unused ids and keeps what the events mean', () => {
  const small = compact(takeEvents(log, [0, 2]));
  expect(idList(small.visitors.ids)).toEqual([20, 30]);
  expect(idList(small.items.ids)).toEqual([40, 60]);
  expect([...small.visitor]).toEqual([1, 0]);
  expect([...small.item]).toEqual([1, 0]);
});

it('sorts a vocabulary that was in another order', () => {
  const shuffled = {
    ...log,
    visitors: new Vocabulary(Int32Array.of(30, 10, 20, 40)),
    visitor: Int32Array.of(3, 0, 2, 0),
  };
  const sorted = compact(shuffled);
  expect(idList(sorted.visitors.ids)).toEqual([20, 30, 40]);
  expect([...sorted.visitor]).toEqual([2, 1, 0, 1]);
});

it('sorts a vocabulary in descending order, and gives −1 to what is unused or outside', () => {
  const { vocabulary, dense } = usedIds(Int32Array.of(2, 0), new Vocabulary(Int32Array.of(30, 20, 10)));
  expect(idList(vocabulary.ids)).toEqual([10, 30]);
  expect([...dense]).toEqual([1, -1, 0]);
  expect([...translate(Int32Array.of(0, -1, 2, 1), dense)]).toEqual([1, -1, 0, -1]);
});
