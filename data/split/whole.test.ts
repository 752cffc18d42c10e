import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { splitWhole } from './whole.js';

it('leaves test empty and cuts validation from the end', () => {
  const log = logOf(Array.from({ length: 100 }, (_, time) => ({ visitor: 1, item: 1, time })));
  const split = splitWhole(log);
  expect([...split.validation.row]).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
  expect(split.train.row.length).toBe(90);
  expect(split.test.row.length).toBe(0);
  expect(split.boundaries).toEqual({ validationFrom: 90 });
});
