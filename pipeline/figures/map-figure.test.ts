import { expect, it } from 'vitest';
import { mapFigure } from './map-figure.js';

it('colours the six largest groups, the others in grey below them, and says whether groups lie together', () => {
  const group = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd', 'e', 'e', 'f', 'f', 'g', 'h'];
  const places = group.map((_, i) => i);
  const { data, caption } = mapFigure({
    ...{ model: 'sasrec', group, x: places, y: places },
    ...{ explained: [0.3, 0.1], sameGroup: 0.75, byChance: 0.1 },
  });
  expect(data.map((trace) => (trace as { name: string }).name)).toEqual(['others', 'a', 'b', 'c', 'd', 'e', 'f']);
  expect(data[0]).toMatchObject({ x: [12, 13] });
  expect(caption).toBe(
    '14 items of sasrec: the nearest of an item, by all of its vector, is of the item’s own group in 75 % of the cases (95 % interval 52.3 % to 97.7 %); by chance it would be in 10 %.',
  );
});
