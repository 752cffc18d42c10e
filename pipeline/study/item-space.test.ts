import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Vocabulary } from '../../data/index.js';
import { lastingFolder } from '../../testing/pipeline-run.js';
import type { Run } from '../files/run-folder.js';
import { embeddingMap, type ItemSpace, itemSpace, neighboursTable } from './item-space.js';
import { runPipeline } from './run-pipeline.js';

describe('the items of a fitted model', () => {
  let scratch: string;
  let run: Run;
  beforeAll(async () => {
    scratch = await lastingFolder();
    const settings = { events: 20_000, cache: join(scratch, 'cache'), out: join(scratch, 'run') };
    run = await runPipeline({ ...settings, models: ['popular', 'item2vec'] });
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('are read from the pipeline’s cache, with their events and categories', async () => {
    const { model, items, events, group } = await itemSpace(run, 'item2vec');
    expect(model.name).toBe('item2vec');
    expect([items.size, group.length]).toEqual([events.length, events.length]);
    expect(model.itemVectors!().values.length).toBe(items.size * 64);
    expect(group.every((name) => /^(category \d+|no category)$/.test(name))).toBe(true);
    const { data, caption } = embeddingMap(await itemSpace(run, 'item2vec'), 100);
    expect(data.flatMap((trace) => (trace as { x: number[] }).x)).toHaveLength(100);
    expect(caption).toContain('100 items of item2vec');
  });

  it('are of a model of the run, and of one with vectors', async () => {
    await expect(itemSpace(run, 'als')).rejects.toThrow(/no model "als"\n.*item2vec/);
    const popular = await itemSpace(run, 'popular');
    expect(() => embeddingMap(popular)).toThrow('popular has no vectors of items');
    expect(() => neighboursTable(popular, 1)).toThrow('popular does not tell which items are alike');
  });
});

it('lie on a map and have neighbours, told by their vectors', () => {
  // Two groups of two, far apart; the fifth item has no event.
  const vectors = Float32Array.of(10, 1, 10, -1, -10, 1, -10, -1, 0, 9);
  const similarItems = (item: number) => ({ items: Int32Array.of(item ^ 1), scores: Float64Array.of(0.98) });
  const space: ItemSpace = {
    model: { name: 'pairs', itemVectors: () => ({ values: vectors, factors: 2 }), similarItems } as never,
    items: new Vocabulary(Int32Array.of(100, 101, 200, 201, 300)),
    events: Int32Array.of(9, 8, 7, 6, 0),
    group: ['one', 'one', 'two', 'two', 'two'],
  };
  const { data, caption } = embeddingMap(space, 4);
  expect(data).toMatchObject([
    { name: 'one', x: [10, 10], y: [1, -1] },
    { name: 'two', x: [-10, -10], y: [1, -1] },
  ]);
  expect(caption).toContain('in 100 % of the cases (95 % interval 100 % to 100 %); by chance it would be in 33.3 %');
  expect(neighboursTable(space, 1, 5, 1)).toHaveLength(5);
  expect(neighboursTable(space, 1, 5, 1)).toContainEqual({
    ...{ item: '200', group: 'two', events: 7, 'nearest 1': '201 ✓ (0.98)' },
  });
});
