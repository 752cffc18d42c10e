import { expect, it } from 'vitest';
import { exactIndex } from './exact-index.js';
import { recallOf } from './recall.js';

it('counts by scores: another item of the same score is as good', async () => {
  const items = Float32Array.of(3, 2, 2, 2, 1);
  const exact = await exactIndex(items, 1);
  const finding = (found: number[]) => ({
    ...exact,
    search: async () => ({ k: 2, items: Int32Array.from(found), scores: Float64Array.from(found, (i) => items[i]!) }),
  });
  const recall = (found: number[]) => recallOf(finding(found), items, 1, Float32Array.of(1), 2, {});
  expect(await recall([0, 1])).toBe(1);
  expect(await recall([0, 3])).toBe(1);
  expect(await recall([1, 2])).toBe(1 / 2); // the best is missing, and of its score there is no other
  expect(await recall([0, 4])).toBe(1 / 2);
});
