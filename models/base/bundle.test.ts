import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { idList, idsOf, quiet, Vocabulary } from '../../data/index.js';
import { checkerboard } from '../../testing/checkerboard.js';
import { folderOf } from '../../testing/folder-of.js';
import { queriesOf } from '../../testing/queries-of.js';
import { createModel, openBundle, writeBundle } from '../index.js';

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

it('brings ids that are texts along as they are', async () => {
  const model = createModel('item-knn');
  await model.fit(checkerboard(), { seed: 7, reporter: quiet, threads: 1 });
  const file = join(await folderOf({}), 'model.bundle');
  const items = new Vocabulary(idsOf(Array.from({ length: 20 }, (_, item) => `é-${item}`)));
  const visitors = new Vocabulary(idsOf(['2053013555631882655', '']));
  const card = { events: 180, until: 1, seed: 7, fitSeconds: 0.1, peakMemoryMB: 100, notes: [] };
  await writeBundle(file, { model: model.snapshot(), items, visitors, card });
  const bundle = await openBundle(file);
  expect([bundle.items.size, bundle.items.idOf(12), bundle.items.indexOf('é-12')]).toEqual([20, 'é-12', 12]);
  expect(idList(bundle.visitors.ids)).toEqual(['2053013555631882655', '']);
});
