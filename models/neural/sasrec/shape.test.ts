import { expect, it } from 'vitest';
import { firstWeights, type SasRecShape } from './shape.js';

it('starts the value projection near ½ · identity, queries and keys anywhere', () => {
  const d = 32;
  const shape = { items: 9, embeddingSize: d, blocks: 1, heads: 1, maxLength: 4 } as SasRecShape;
  const { values, columns } = firstWeights(shape, 1)['block0.attention']!;
  const distance = (part: number) => {
    let farthest = 0;
    for (let row = 0; row < d; row++)
      for (let column = 0; column < d; column++)
        farthest = Math.max(
          farthest,
          Math.abs(values[row * columns + part * d + column]! - (row === column ? 0.5 : 0)),
        );
    return farthest;
  };
  const reach = Math.sqrt(6 / (2 * d));
  expect(distance(2)).toBeGreaterThan(0);
  expect(distance(2)).toBeLessThanOrEqual(0.1 * reach);
  for (const queriesOrKeys of [0, 1]) expect(distance(queriesOrKeys)).toBeGreaterThan(0.9 * reach);
});
