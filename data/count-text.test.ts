import { expect, it } from 'vitest';
import { counted, countText } from './count-text.js';

it('a count is grouped and whole', () => {
  expect([0, 999, 4385, 2_756_101, 1234.5].map(countText)).toEqual(['0', '999', '4,385', '2,756,101', '1,235']);
});

it('names what is counted', () => {
  expect([counted(1, 'event'), counted(2000, 'event'), counted(0, 'query', 'queries')]).toEqual([
    ...['1 event', '2,000 events', '0 queries'],
  ]);
});
