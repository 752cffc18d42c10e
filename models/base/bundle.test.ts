import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { checkerboard } from '../../testing/checkerboard.js';
import { queriesOf } from '../../testing/queries-of.js';
import { createModel, openBundle } from '../index.js';

// Fitted on the checkerboard with seed 7, and written, under Node 22.23.5; a new format or snapshot means to write them again.
it.each(['item-knn', 'stan'])(
  'opens a bundle of %s that another version of Node wrote, to the same answers',
  async (name) => {
    const bundle = await openBundle(fileURLToPath(new URL(`../../testing/bundles/${name}.bundle`, import.meta.url)));
    expect(bundle.card.notes).toEqual(['fitted under Node 22.23.5']);
    expect(bundle.items.size).toBe(20);

    const here = createModel(name);
    await here.fit(checkerboard(), { seed: 7, reporter: quiet, threads: 1 });
    const queries = queriesOf([
      { visitor: 0, context: [2, 4], exclude: [2, 4] },
      { visitor: 1, context: [3, 3, 5] },
    ]);
    expect(await bundle.model.recommend(queries, 20)).toEqual(await here.recommend(queries, 20));
  },
);
