import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelNames } from '../../models/index.js';
import { lastingFolder } from '../../testing/pipeline-run.js';
import { quietContext } from '../study/quiet-context.js';
import { chosenModels } from './chosen-models.js';

describe('the models of a run', () => {
  let scratch: string;
  beforeAll(async () => {
    scratch = await lastingFolder();
    for (const [part, first] of [
      ['train.tsv', 0],
      ['test.tsv', 100],
    ] as const) {
      const rows = Array.from(
        { length: 40 },
        (_, i) => `${first + (i >> 1)}\t${1 + (i % 4)}\t${1_400_000_000 + first + i}\n`,
      );
      await writeFile(join(scratch, part), `SessionId\tItemId\tTime\n${rows.join('')}`);
    }
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));
  const chosen = (models: string[], data: string | null, parameters = {}) =>
    chosenModels(quietContext({ data, models, parameters, events: 20_000, cache: join(scratch, 'cache') }));

  it('are those named, in the order given', async () => {
    expect(await chosen(['popular', 'item-knn'], scratch)).toEqual({ models: ['popular', 'item-knn'], leftOut: [] });
  });

  it('are with `all` every one that the data has what it needs for', async () => {
    const { models, leftOut } = await chosen(['all'], scratch);
    expect(leftOut).toContain('content');
    expect([...models, ...leftOut].sort()).toEqual([...modelNames].sort());
    expect(await chosen(['all'], null)).toEqual({ models: modelNames, leftOut: [] }); // a generated shop describes its items
  });

  it('are with `classic` those of them that are not neural', async () => {
    const { models, leftOut } = await chosen(['classic'], scratch);
    expect(leftOut).toEqual(['content']);
    expect(modelNames.filter((name) => ![...models, ...leftOut].includes(name))).toEqual([
      'gru4rec',
      'sasrec',
      'ncf',
      'two-tower',
    ]);
  });

  it('are refused by name where the data lacks it', async () => {
    await expect(chosen(['popular', 'content'], scratch)).rejects.toThrow(/^content learns from what a shop says/);
  });

  it('are refused or left out where the data lacks what a part of them needs', async () => {
    const parameters = { 'static-hybrid': { weights: { popular: 1, content: 1 } } };
    await expect(chosen(['static-hybrid'], scratch, parameters)).rejects.toThrow(
      /^content, a part of static-hybrid, learns from what a shop says/,
    );
    expect((await chosen(['classic'], scratch, parameters)).leftOut).toEqual(['content', 'static-hybrid']);
  });
});
