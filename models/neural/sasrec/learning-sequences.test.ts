import { expect, it } from 'vitest';
import { listAt } from '../../../data/index.js';
import { trainOf } from '../../../testing/train-of.js';
import { learningSequences } from './learning-sequences.js';

const options = { sequences: 'sessions', maxLength: 2, patience: 0, heldOut: 0.05 } as const;

it('are the last items of sessions of two or more, in the order in which they end', () => {
  const clicks = [
    [0, 5],
    [1, 6],
    [2, 8],
    [1, 7],
    [0, 6],
    [0, 7],
    [0, 8],
  ] as const;
  const train = trainOf(clicks.map(([session, item], time) => ({ visitor: session, session, item, time })));
  const { sequences, counts } = learningSequences(train, options);
  const [five, six, seven, eight] = [0, 1, 2, 3];
  expect([listAt(sequences, 0), listAt(sequences, 1)].map((items) => [...items])).toEqual([
    [six, seven],
    [six, seven, eight],
  ]);
  expect(sequences.offsets.length).toBe(3);
  expect([five, six, seven, eight].map((item) => counts[item])).toEqual([0, 2, 2, 1]);
});
