import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pastOf, quiet, type Train } from '../../data/index.js';
import { createModel, type PartSpec, type Recommender } from '../../models/index.js';
import { lastingFolder } from '../../testing/pipeline-run.js';
import { parseConfig } from '../config/parse-config.js';
import { type Pipeline, resolveStage, type Stage } from '../engine/stage.js';
import { readFitted } from '../files/fitted-file.js';
import { fitModel, type TrainInputs, type TrainNeeds } from './fit-model.js';
import { ingest } from './ingest.js';
import { split } from './split.js';
import { partStage, trainStage } from './train.js';

describe('a model made of models', () => {
  let scratch: string;
  let said: string[];
  const run = (): Pipeline => ({
    config: parseConfig({ events: 20_000, cache: join(scratch, 'cache'), models: ['popular'] }),
    force: false,
    reporter: {
      ...quiet,
      say: (stage, text) => said.push(`${stage} ${text.includes('skipped') ? 'skipped' : 'done'}`),
    },
    done: new Map(),
  });
  beforeAll(async () => {
    scratch = await lastingFolder();
    said = [];
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('shares a part with another one: it is fitted once', async () => {
    const pipeline = run();
    for (const weight of [0.5, 2])
      await resolveStage(
        pipeline,
        trainStage('static-hybrid', () => ({ weights: { markov: 1, popular: weight } })),
      );
    expect(said.filter((line) => line.startsWith('train-'))).toEqual([
      'train-markov done',
      'train-popular done',
      'train-static-hybrid done',
      'train-static-hybrid done',
    ]);
  });

  const spec: PartSpec = { model: 'popular', parameters: {} };
  /** A stage that fits a model which asks for parts in a way of its own, and may learn from another train. */
  const asking = (
    fit: (...given: Parameters<Recommender['fit']>) => Promise<unknown>,
  ): Stage<TrainInputs, TrainNeeds> => ({
    name: 'train-asking',
    modules: ['pipeline/stages/fit-model.ts'],
    load: async () => ({
      work: (folder, call) => {
        const make = async () => {
          const model = createModel('popular');
          const learn = model.fit.bind(model);
          model.fit = async (train, work) => {
            const other = (await fit(train, work)) as Train | undefined;
            await learn(other ?? train, work);
          };
          return model;
        };
        return fitModel(folder, call, { make, assertFittable: () => {}, open: readFitted, cutPart: partStage });
      },
    }),
    needs: () => ({ loaded: ingest, parted: split, parts: [partStage(spec)] }),
    inputs: () => ({ protocol: 'next', on: 'test', seed: 1, readsContent: false, parameters: {}, parts: [spec] }),
  });

  it('is handed a part as it is on the past of train, in train’s own ids, fitted by a stage of its own', async () => {
    const cards: { events: number; until: number; items: number }[] = [];
    let whole = 0;
    await resolveStage(
      { ...run(), force: true },
      asking(async (train, { part }) => {
        whole = train.items.size;
        const until = train.time[1000]!;
        const past = await part!(spec, { until });
        expect(await part!(spec, { until })).toBe(past);
        const state = past.snapshot().state as { popularity: Float64Array };
        const events = state.popularity.reduce((sum, count) => sum + count, 0);
        cards.push({ events, until, items: state.popularity.length });
        expect(events).toBe(train.time.findIndex((time) => time >= until));
      }),
    );
    expect(cards.length).toBeGreaterThan(0); // a short fit is done again, to measure it
    for (const card of cards) expect(card).toEqual({ ...cards[0]!, items: whole });
  });

  it('is kept as its first fit left it, though a short fit is done again to measure it', async () => {
    const learnt: number[] = [];
    const stage = asking(async (train) => {
      const past = pastOf(train, train.time[1000 - 100 * learnt.length]!);
      learnt.push(past.time.length);
      return past;
    });
    const { folder } = await resolveStage({ ...run(), force: true }, stage);
    const state = (await readFitted(folder)).model.snapshot().state as { popularity: Float64Array };
    expect(state.popularity.reduce((sum, count) => sum + count, 0)).toBe(learnt[0]);
    expect(new Set(learnt).size).toBe(3);
  });

  it('is refused a part that it has not named', async () => {
    const stage = asking(async (_, { part }) => void (await part!({ model: 'random' })));
    await expect(resolveStage({ ...run(), force: true }, stage)).rejects.toThrow('random is none of the model');
  });
});
