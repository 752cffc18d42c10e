import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError } from '../../data/index.js';
import { createModel, openBundle, type Parameters, restoreModel, writeBundle } from '../../models/index.js';
import { checkerboard } from '../checkerboard.js';
import { folderOf } from '../folder-of.js';
import { fittedOnce, work } from './contract-fits.js';
import { queries } from './contract-queries.js';

/** What every recommender owes those who store it. */
export function storageContract(name: string): void {
  it('travels as a bundle: opened, it answers the same, and says whom it speaks of', async () => {
    const model = await fittedOnce(name);
    const folder = await folderOf({});
    const file = join(folder, 'model');
    const { items, visitors } = checkerboard();
    const card = { events: 180, until: 1, seed: 7, fitSeconds: 0.1, peakMemoryMB: 100, notes: ['fitted'] };
    await writeBundle(file, { model: model.snapshot(), items, visitors, card });
    expect(await readdir(folder)).toEqual(['model']);
    const bundle = await openBundle(file);
    expect(bundle.card).toEqual(card);
    expect([bundle.items.ids, bundle.visitors.ids]).toEqual([items.ids, visitors.ids]);
    for (const scope of ['session', 'history'] as const)
      expect(await bundle.model.recommend(queries(scope), 20)).toEqual(await model.recommend(queries(scope), 20));
    const bytes = await readFile(file);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(file, bytes);
    await expect(openBundle(file)).rejects.toThrow(`${file}: the bundle is damaged`);
  });

  it('refuses the snapshot of another model', async () => {
    const other = name === 'popular' ? 'random' : 'popular';
    await expect(createModel(name).restore((await fittedOnce(other)).snapshot())).rejects.toThrow(InputError);
  });
}

/** What a model fitted with other parameters than its defaults owes: restored, it is as it was. */
export function keepsItsParameters(name: string, parameters: Parameters): void {
  it(`${name} brings its parameters along when it is restored`, async () => {
    const model = createModel(name, parameters);
    await model.fit(checkerboard(), work());
    const copy = await restoreModel(model.snapshot());
    expect(copy.parameters).toMatchObject(parameters);
    expect(copy.parameters).toEqual(model.parameters);
    expect(await copy.recommend(queries(), 5)).toEqual(await model.recommend(queries(), 5));
  });
}
