import { expect, it } from 'vitest';
import { Vocabulary } from '../data/index.js';
import { targetId } from './task.js';

it('gives the shop’s id of a target, of an item unknown to train too', () => {
  const task = { items: 2, unknownItems: Int32Array.of(70, 80) };
  const train = new Vocabulary(Int32Array.of(10, 20));
  expect([0, 1, 2, 3].map((item) => targetId(task, train, item))).toEqual([10, 20, 70, 80]);
});
