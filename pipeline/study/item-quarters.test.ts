import { expect, it } from 'vitest';
import { trainOf } from '../../testing/train-of.js';
import { itemQuarters } from './item-quarters.js';

it('are when items are looked at', () => {
  const items = [7, 7, 8, 9, 7, 9, 8, 9];
  const train = trainOf(items.map((item, time) => ({ visitor: 1, session: 1, item, time })));
  // The middle one of item 7's events 0, 1, 4 is the second of eight; of 8's 2, 6 the seventh; of 9's 3, 5, 7 the sixth.
  expect(itemQuarters(train)).toEqual(['first quarter', 'last quarter', 'third quarter']);
});
