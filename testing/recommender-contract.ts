import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError, type Progress, silent, Vocabulary } from '../data/index.js';
import {
  createModel,
  type FitContext,
  factsOf,
  type Parameters,
  type Rankings,
  sliceQueries,
} from '../models/index.js';
import { checkerboard } from './checkerboard.js';
import { checkerboardContent } from './content-of.js';
import { folderOf } from './folder-of.js';
import { queriesOf } from './queries-of.js';

/** Every model is told of the checkerboard's items; most take no notice. */
const context = (more: Partial<FitContext> = {}): FitContext => ({
  seed: 7,
  progress: silent,
  threads: 1,
  content: checkerboardContent(),
  ...more,
});

const fit = async (name: string, more: Partial<FitContext> = {}) => {
  const model = createModel(name);
  await model.fit(checkerboard(), context(more));
  return model;
};

const queries = () =>
  queriesOf([
    { visitor: 0, context: [2, 4], exclude: [2, 4] },
    { visitor: 1, context: [3, 3, 5] },
    { visitor: 99, context: [6], exclude: [0, 1, 8] },
  ]);

/** One row of a ranking as pairs, padding left out. */
export const row = (rankings: Rankings, query: number): [item: number, score: number][] =>
  Array.from({ length: rankings.k }, (_, rank) => query * rankings.k + rank)
    .filter((at) => rankings.items[at]! >= 0)
    .map((at) => [rankings.items[at]!, rankings.scores[at]!]);

/** What a model fitted with other parameters than its defaults owes: loaded, it is as it was saved. */
export function keepsItsParameters(name: string, parameters: Parameters): void {
  it(`${name} brings its parameters along when it is loaded`, async () => {
    const folder = await folderOf({});
    const model = createModel(name, parameters);
    await model.fit(checkerboard(), context());
    await model.save(join(folder, 'model'));
    const loaded = createModel(name);
    await loaded.load(join(folder, 'model'));
    expect(loaded.parameters).toMatchObject(parameters);
    expect(loaded.parameters).toEqual(model.parameters);
    expect(await loaded.recommend(queries(), 5)).toEqual(await model.recommend(queries(), 5));
  });
}

/** What every recommender owes its callers, whatever it computes. */
export function recommenderContract(name: string): void {
  describe(`${name} keeps the contract`, () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'recommender-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it('gives the same answer for the same seed', async () => {
      const [one, two] = [await fit(name), await fit(name)];
      expect(await one.recommend(queries(), 5)).toEqual(await two.recommend(queries(), 5));
    });

    it('gives the same answer whatever the number of threads', async () => {
      const [one, two] = [await fit(name, { threads: 1 }), await fit(name, { threads: 2 })];
      expect(await one.recommend(queries(), 5)).toEqual(await two.recommend(queries(), 5));
    });

    it('gives well-formed rows: distinct items of the catalogue, scores that never rise, padding at the end', async () => {
      const rankings = await (await fit(name)).recommend(queries(), 8);
      expect(rankings.items.length).toBe(3 * 8);
      for (let query = 0; query < 3; query++) {
        const given = row(rankings, query);
        expect(given.length).toBeGreaterThan(0);
        expect(new Set(given.map(([item]) => item)).size).toBe(given.length);
        for (const [rank, [item, score]] of given.entries()) {
          expect(item).toBeLessThan(20);
          expect(score).toBeLessThanOrEqual(given[rank - 1]?.[1] ?? Number.POSITIVE_INFINITY);
        }
        const padding = rankings.items.subarray(query * 8 + given.length, (query + 1) * 8);
        expect([...padding].every((item) => item === -1)).toBe(true);
      }
    });

    it('survives saving and loading', async () => {
      const model = await fit(name);
      const file = join(folder, 'model');
      await model.save(file);
      const loaded = createModel(name);
      await loaded.load(file);
      expect(await loaded.recommend(queries(), 5)).toEqual(await model.recommend(queries(), 5));
      expect(await readdir(folder)).toEqual(['model']);
    });

    it('refuses a saved file of another model, or one cut short', async () => {
      const other = name === 'popular' ? 'random' : 'popular';
      const file = join(folder, 'model');
      await (await fit(other)).save(file);
      await expect(createModel(name).load(file)).rejects.toThrow(InputError);
      await (await fit(name)).save(file);
      await writeFile(file, (await readFile(file)).subarray(0, 60));
      await expect(createModel(name).load(file)).rejects.toThrow(/cut short/);
    });

    it('answers a batch as it answers one by one', async () => {
      const model = await fit(name);
      const batch = await model.recommend(queries(), 5);
      for (let query = 0; query < 3; query++) {
        const alone = await model.recommend(sliceQueries(queries(), query, query + 1), 5);
        expect(row(alone, 0)).toEqual(row(batch, query));
      }
    });

    it('never returns an excluded item', async () => {
      const rankings = await (await fit(name)).recommend(queries(), 20);
      const items = (query: number) => row(rankings, query).map(([item]) => item);
      expect(items(0)).not.toContain(2);
      expect(items(0)).not.toContain(4);
      expect(items(2).filter((item) => [0, 1, 8].includes(item))).toEqual([]);
    });

    it('takes a k beyond the catalogue', async () => {
      const model = await fit(name);
      const long = await model.recommend(queries(), 50);
      const short = await model.recommend(queries(), 5);
      for (let query = 0; query < 3; query++) {
        expect(row(long, query).length).toBeLessThanOrEqual(20);
        expect(row(long, query).slice(0, 5)).toEqual(row(short, query));
      }
    });

    it('takes an empty context', async () => {
      const rankings = await (await fit(name)).recommend(queriesOf([{ context: [] }]), 5);
      expect(rankings.items.length).toBe(5);
      expect([...rankings.scores].some(Number.isNaN)).toBe(false);
    });

    it('takes a visitor it has never seen', async () => {
      const rankings = await (await fit(name)).recommend(queriesOf([{ visitor: 1000, context: [3] }]), 5);
      expect(row(rankings, 0).length).toBeGreaterThan(0);
    });

    it('takes an item that has no event in train', async () => {
      const model = createModel(name);
      const train = checkerboard();
      const items = new Vocabulary(Int32Array.of(...train.items.ids, 777));
      await model.fit({ ...train, items }, context());
      const rankings = await model.recommend(queriesOf([{ context: [20, 3] }]), 25);
      expect(row(rankings, 0).length).toBeGreaterThan(0);
    });

    it('passes over items of a context that train does not know', async () => {
      const model = await fit(name);
      for (const scope of ['session', 'history'] as const) {
        const items = async (context: number[]) => {
          const rankings = await model.recommend(queriesOf([{ visitor: 99, context }], scope), 5);
          expect([...rankings.scores].some(Number.isNaN)).toBe(false);
          return [...rankings.items];
        };
        expect(await items([20, 500])).toEqual(await items([]));
        for (const item of await items([500, 3, 20])) expect(item).toBeLessThan(20);
      }
    });

    it('stops when told to: fit and recommend heed context.signal', async () => {
      const stop = AbortSignal.abort(new Error('stopped by the test'));
      await expect(fit(name, { signal: stop })).rejects.toThrow('stopped by the test');
      const model = await fit(name);
      await expect(model.recommend(queries(), 5, { signal: stop })).rejects.toThrow('stopped by the test');
    });

    it('reports progress that only grows and ends what it starts', async () => {
      const log: string[] = [];
      const progress: Progress = {
        start: (task, total) => {
          let last = 0;
          log.push(`start ${task}`);
          return {
            update: (done) => {
              expect(done).toBeGreaterThanOrEqual(last);
              expect(done).toBeLessThanOrEqual(total);
              last = done;
            },
            finish: () => log.push(`finish ${task}`),
          };
        },
      };
      await fit(name, { progress });
      const started = log.filter((line) => line.startsWith('start')).length;
      expect(started, 'fit tells context.progress of its work: start, and finish').toBeGreaterThan(0);
      expect(log.filter((line) => line.startsWith('finish')).length).toBe(log.length / 2);
    });

    it('fits without content, or says that it needs it', async () => {
      const model = createModel(name);
      const { content: _, ...bare } = context();
      const fitting = model.fit(checkerboard(), bare);
      if (factsOf(name).content === 'needs') await expect(fitting).rejects.toThrow(`${name} needs item properties`);
      else await fitting;
    });

    it('has vectors of all items by which it tells which are alike, or none', async () => {
      const model = await fit(name);
      if (!model.itemVectors) return;
      const { values, factors } = model.itemVectors();
      expect(values.length).toBe(20 * factors);
      const vector = (item: number) => values.subarray(item * factors, (item + 1) * factors);
      const product = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, f) => sum + value * b[f]!, 0);
      const { items, scores } = model.similarItems!(3, 4);
      for (const [rank, item] of items.entries()) {
        const [own, other] = [vector(3), vector(item)];
        const cosine = product(own, other) / Math.sqrt(product(own, own) * product(other, other));
        expect(scores[rank]).toBeCloseTo(cosine, 5);
      }
    });

    it('says so when it is asked before it is fitted', async () => {
      await expect(createModel(name).recommend(queries(), 5)).rejects.toThrow(`${name} is not fitted`);
    });

    it('refuses a parameter it does not know', () => {
      expect(() => createModel(name, { nonsense: 1 })).toThrow(/nonsense/);
    });
  });
}
