import { expect, it } from 'vitest';
import { logOf } from '../../testing/log-of.js';
import { splitWhole } from './whole.js';

it('leaves test empty and cuts validation from the end', () => {
  const log = logOf(Array.from({ length: 20 }, (_, time) => ({ visitor: 1, item: 1, time })));
  const split = splitWhole(log);
  expect([...split.validation.row]).toEqual([18, 19]);
  expect(split.train.row.length).toBe(18);
  expect(split.test.row.length).toBe(0);
  expect(split.boundaries).toEqual({ validationFrom: 18 });
});
