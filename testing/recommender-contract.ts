import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError, listAt, packLists, pastOf, quiet, type Reporter, Vocabulary } from '../data/index.js';
import {
  createModel,
  type FitOptions,
  factsOf,
  openBundle,
  type Parameters,
  type Queries,
  type Rankings,
  type Recommender,
  restoreModel,
  type Scope,
  sliceQueries,
  writeBundle,
} from '../models/index.js';
import { checkerboard } from './checkerboard.js';
import { checkerboardContent } from './content-of.js';
import { folderOf } from './folder-of.js';
import { partFitter } from './part-fitter.js';
import { queriesOf } from './queries-of.js';

/** Every model is told of the checkerboard's items, and handed the models that it is made of; most take no notice. */
const work = (more: Partial<FitOptions> = {}, train = checkerboard()): FitOptions => {
  const own = { seed: 7, reporter: quiet, threads: 1, content: checkerboardContent(), ...more };
  return { ...own, part: partFitter(train, own) };
};

const fit = async (name: string, more: Partial<FitOptions> = {}) => {
  const model = createModel(name);
  await model.fit(checkerboard(), work(more));
  return model;
};

/** One fit of each way, by name and way: to fit anew for each test would take most of the suite's time. */
const shared = new Map<string, Promise<Recommender>>();
const once = (name: string, way: string, fitting: () => Promise<Recommender>): Promise<Recommender> => {
  const key = `${name} ${way}`;
  if (!shared.has(key)) shared.set(key, fitting());
  return shared.get(key)!;
};

/** A fitted model for tests that only ask it. */
const fittedOnce = (name: string) => once(name, 'as usual', () => fit(name));

/** Started and finished tasks of the fits that {@link fittedAgain} makes, and how far they said to be; by name. */
const told = new Map<string, string[]>();

/** The same model fitted once more, with its progress in {@link told}. */
const fittedAgain = (name: string) =>
  once(name, 'again', () => {
    const lines: string[] = [];
    told.set(name, lines);
    const start: Reporter['start'] = (task, total) => {
      lines.push(`start ${task}`);
      let last = 0;
      return {
        update: (done) => {
          if (!(done >= last && done <= total)) lines.push(`${done} of ${total} after ${last}`);
          last = done;
        },
        finish: () => lines.push(`finish ${task}`),
      };
    };
    return fit(name, { reporter: { ...quiet, start } });
  });

/** A model fitted on the first half of a checkerboard whose vocabulary has an item, the last, that nobody has seen. */
const fittedEarly = (name: string) =>
  once(name, 'on the past', async () => {
    const train = checkerboard();
    const items = new Vocabulary(Int32Array.of(...train.items.ids, 777));
    const past = pastOf({ ...train, items }, train.time[90]!);
    const model = createModel(name);
    await model.fit(past, work({}, past));
    return model;
  });

const queries = (scope: Scope = 'session') =>
  queriesOf(
    [
      { visitor: 0, context: [2, 4], exclude: [2, 4] },
      { visitor: 1, context: [3, 3, 5] },
      { visitor: 99, context: [6], exclude: [0, 1, 8] },
    ],
    scope,
  );

/** One row of a ranking as pairs, padding left out. */
export const row = (rankings: Rankings, query: number): [item: number, score: number][] =>
  Array.from({ length: rankings.k }, (_, rank) => query * rankings.k + rank)
    .filter((at) => rankings.items[at]! >= 0)
    .map((at) => [rankings.items[at]!, rankings.scores[at]!]);

/** All items of the checkerboard, one that it does not know and the one that pads rankings, asked about for each query. */
const everything = (asked: Queries) =>
  packLists(Array.from(asked.visitor, () => Array.from({ length: asks }, (_, i) => i - 1)));
const asks = 22;

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

/** What every recommender owes its callers, whatever it computes. */
export function recommenderContract(name: string): void {
  describe(`${name} keeps the contract`, () => {
    it('gives the same answer for the same seed', async () => {
      const [one, two] = [await fittedOnce(name), await fittedAgain(name)];
      expect(await one.recommend(queries(), 5)).toEqual(await two.recommend(queries(), 5));
    });

    it('gives the same answer whatever the number of threads', async () => {
      const [one, two] = [await fittedOnce(name), await fit(name, { threads: 2 })];
      expect(await one.recommend(queries(), 5)).toEqual(await two.recommend(queries(), 5));
    });

    it('gives well-formed rows: distinct items of the catalogue, scores that never rise, padding at the end', async () => {
      const rankings = await (await fittedOnce(name)).recommend(queries(), 8);
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

    it('scores given items as it ranks them, bit for bit: all of them in order are its longest list', async () => {
      const model = await fittedOnce(name);
      for (const scope of ['session', 'history'] as const) {
        const asked = queries(scope);
        const items = everything(asked);
        const scores = await model.score(asked, items);
        const rankings = await model.recommend(asked, 21);
        for (let query = 0; query < 3; query++) {
          const own = Array.from(listAt(items, query), (item, i) => [item, scores[asks * query + i]!] as const);
          const ranked = own.filter(([, score]) => score !== Number.NEGATIVE_INFINITY);
          expect(ranked.sort((a, b) => b[1] - a[1] || a[0] - b[0])).toEqual(row(rankings, query));
        }
      }
    });

    it('answers calls at the same time as it answers them in turn', async () => {
      const model = await fittedOnce(name);
      const calls = [
        () => model.recommend(queries(), 5),
        () => model.score(queries('history'), everything(queries())),
        () => model.recommend(queriesOf([{ visitor: 5, context: [7, 9, 11] }]), 20),
        () => model.recommend(queries('history'), 3, { threads: 2 }),
        () => model.explain?.(queries(), everything(queries())),
      ];
      const inTurn: unknown[] = [];
      for (const call of calls) inTurn.push(await call());
      expect(await Promise.all(calls.map((call) => call()))).toEqual(inTurn);
    });

    it('explains with what the query knows, in amounts that add up to the score', async () => {
      const model = await fittedOnce(name);
      if (!model.explain) return;
      for (const scope of ['session', 'history'] as const) {
        const asked = queries(scope);
        const items = everything(asked);
        const scores = await model.score(asked, items);
        const evidence = await model.explain(asked, items);
        expect(evidence.length).toBe(items.values.length);
        expect(evidence.some((list) => list.length > 0)).toBe(true);
        for (const [at, list] of evidence.entries()) {
          const query = Math.floor(at / asks);
          if (!Number.isFinite(scores[at])) {
            expect(list).toEqual([]);
            continue;
          }
          const total = list.reduce((sum, { weight }) => sum + weight, 0);
          expect(Math.abs(total - scores[at]!)).toBeLessThan(2e-6 + 1e-4 * Math.abs(scores[at]!));
          expect(list.map(({ weight }) => weight)).toEqual(list.map(({ weight }) => weight).sort((a, b) => b - a));
          for (const one of list)
            if (one.kind === 'event') {
              expect(one.event).toBeGreaterThanOrEqual(asked.from[query]!);
              expect(one.event).toBeLessThan(asked.to[query]!);
            }
        }
      }
    });

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

    it('is as it was after a fit that fails', async () => {
      const model = await restoreModel((await fittedOnce(name)).snapshot());
      const before = await model.recommend(queries(), 5);
      const reporter: Reporter = {
        ...quiet,
        start: () => ({
          update: () => {},
          finish: () => {
            throw new Error('failed by the test'); // when most has been learnt
          },
        }),
      };
      const train = pastOf(checkerboard(), 60_000 * 90);
      await expect(model.fit(train, work({ reporter }, train))).rejects.toThrow('failed by the test');
      expect(await model.recommend(queries(), 5)).toEqual(before);
    });

    it('fitted on the past of train speaks train’s ids', async () => {
      const asked = queriesOf([{ visitor: 19, context: [3, 5] }]);
      const given = row(await (await fittedEarly(name)).recommend(asked, 21), 0);
      expect(given.length).toBeGreaterThan(0);
      for (const [item] of given) expect(item).toBeLessThan(21);
    });

    it('reads the session or the history that a query has, as it is asked to', async () => {
      const model = await fittedOnce(name);
      const both = queriesOf([{ visitor: 99, history: [2, 4], context: [3, 5] }]);
      const answer = async (asked: Queries) => row(await model.recommend(asked, 20), 0);
      expect(await answer(both)).toEqual(await answer(queriesOf([{ visitor: 99, context: [3, 5] }])));
      const all = queriesOf([{ visitor: 99, context: [2, 4, 3, 5] }], 'history');
      expect(await answer({ ...both, scope: 'history' })).toEqual(await answer(all));
    });

    it('answers a batch as it answers one by one', async () => {
      const model = await fittedOnce(name);
      const batch = await model.recommend(queries(), 5);
      for (let query = 0; query < 3; query++) {
        const alone = await model.recommend(sliceQueries(queries(), query, query + 1), 5);
        expect(row(alone, 0)).toEqual(row(batch, query));
      }
    });

    it('never returns an excluded item', async () => {
      const rankings = await (await fittedOnce(name)).recommend(queries(), 20);
      const items = (query: number) => row(rankings, query).map(([item]) => item);
      expect(items(0)).not.toContain(2);
      expect(items(0)).not.toContain(4);
      expect(items(2).filter((item) => [0, 1, 8].includes(item))).toEqual([]);
    });

    it('takes a k beyond the catalogue', async () => {
      const model = await fittedOnce(name);
      const long = await model.recommend(queries(), 50);
      const short = await model.recommend(queries(), 5);
      for (let query = 0; query < 3; query++) {
        expect(row(long, query).length).toBeLessThanOrEqual(20);
        expect(row(long, query).slice(0, 5)).toEqual(row(short, query));
      }
    });

    it('takes an empty context', async () => {
      const rankings = await (await fittedOnce(name)).recommend(queriesOf([{ context: [] }]), 5);
      expect(rankings.items.length).toBe(5);
      expect([...rankings.scores].some(Number.isNaN)).toBe(false);
    });

    it('takes a visitor it has never seen', async () => {
      const rankings = await (await fittedOnce(name)).recommend(queriesOf([{ visitor: 1000, context: [3] }]), 5);
      expect(row(rankings, 0).length).toBeGreaterThan(0);
    });

    it('takes an item that has no event in train', async () => {
      const rankings = await (await fittedEarly(name)).recommend(queriesOf([{ context: [20, 3] }]), 25);
      expect(row(rankings, 0).length).toBeGreaterThan(0);
    });

    it('takes the −1 of an item that no vocabulary has as one that train does not know', async () => {
      const model = await fittedOnce(name);
      const asked = (item: number) =>
        queriesOf([
          { visitor: 0, context: [2, item, 4, item] },
          { visitor: 99, context: [item] },
        ]);
      expect(await model.recommend(asked(-1), 20)).toEqual(await model.recommend(asked(500), 20));
      const items = packLists([[6], [6]]);
      expect(await model.score(asked(-1), items)).toEqual(await model.score(asked(500), items));
      expect(await model.explain?.(asked(-1), items)).toEqual(await model.explain?.(asked(500), items));
    });

    it('passes over items of a context that train does not know', async () => {
      const model = await fittedOnce(name);
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
      await expect(fit(name, { abort: stop })).rejects.toThrow('stopped by the test');
      const model = await fittedOnce(name);
      await expect(model.recommend(queries(), 5, { abort: stop })).rejects.toThrow('stopped by the test');
    });

    it('reports progress that only grows and ends what it starts', async () => {
      await fittedAgain(name);
      const lines = told.get(name)!;
      const started = lines.filter((line) => line.startsWith('start'));
      expect(started.length, 'fit tells work.reporter of its work: start, and finish').toBeGreaterThan(0);
      expect(lines.filter((line) => !line.startsWith('start')).sort()).toEqual(
        started.map((line) => line.replace('start', 'finish')).sort(),
      );
    });

    it('fits without content, or says that it needs it', async () => {
      const model = createModel(name);
      const { content: _, ...bare } = work({});
      const fitting = model.fit(checkerboard(), bare);
      if (factsOf(name).content === 'needs') await expect(fitting).rejects.toThrow(`${name} needs item properties`);
      else await fitting;
    });

    it('has vectors of all items by which it tells which are alike, or none', async () => {
      const model = await fittedOnce(name);
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
