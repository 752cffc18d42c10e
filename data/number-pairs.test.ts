import { expect, it } from 'vitest';
import { numberPairs } from './number-pairs.js';
import { seededRandom } from './random.js';

it('numbers pairs in order of first appearance, and says where each is first', () => {
  const { number, first } = numberPairs(Int32Array.of(1, 2, 1, 1, 2), Int32Array.of(5, 1, 5, 2, 1));
  expect(number).toEqual(Int32Array.of(0, 1, 0, 2, 1));
  expect(first).toEqual(Int32Array.of(0, 1, 3));
});

it('agrees with a Map over 50,000 rows', () => {
  const random = seededRandom(1);
  const [a, b] = [300, 4000].map((n) => Int32Array.from({ length: 50_000 }, () => random.int(n)));
  const known = new Map<string, number>();
  const expected = Int32Array.from({ length: 50_000 }, (_, row) => {
    const pair = `${a![row]} ${b![row]}`;
    if (!known.has(pair)) known.set(pair, known.size);
    return known.get(pair)!;
  });
  const { number, first } = numberPairs(a!, b!);
  expect(number).toEqual(expected);
  expect(Array.from(first, (row) => `${a![row]} ${b![row]}`)).toEqual([...known.keys()]);
});
