import { expect, it } from 'vitest';
import { listed } from './listed.js';

it('joins names by commas, the last by and', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
