import { beforeAll, describe, expect, it } from 'vitest';
import { type Cut, type Lists, listAt, packLists, quiet, seededRandom } from '../../data/index.js';
import { partFitter } from '../../testing/part-fitter.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { trainOf } from '../../testing/train-of.js';
import { type FitOptions, queryCount } from '../base/recommender.js';
import { loadModel } from '../registry.js';
import { TwoStage } from './two-stage.js';

const random = seededRandom(3);
/**
 * Sessions of a shop in which a visitor looks at a few items and then goes back to the first of them. Popularity and neighbours cannot tell
 * which item of a session comes again; how far back it is can.
 */
const sessions = Array.from({ length: 400 }, () => {
  const items = Array.from({ length: 4 }, () => Math.floor(20 * random.float() ** 2));
  return [...items, items[0]!];
});
const train = trainOf(
  sessions.flatMap((items, session) =>
    items.map((item, at) => ({ visitor: session, session, item, time: 3_600_000 * session + 1000 * at })),
  ),
);
const queries = queriesOf(
  [
    [3, 8, 1, 12],
    [0, 14, 5, 2],
    [9, 7, 11, 0],
  ].map((context) => ({ context: context.map((item) => train.items.indexOf(item)) })),
);
const parameters = {
  retrievers: { 'session-popular': {}, popular: {} },
  ...{ later: 0.4, rounds: 40, candidates: 20, featureSample: 1 },
};
const bare: FitOptions = { seed: 1, reporter: quiet, threads: 1 };
const fitted = async (more: object = {}) => {
  const model = new TwoStage({ ...parameters, ...more });
  await model.fit(train, { ...bare, part: partFitter(train, bare) });
  return model;
};

describe('two-stage', () => {
  let model: TwoStage;
  beforeAll(async () => {
    model = await fitted();
  });

  it('learns from features what no retriever of it knows', async () => {
    const first = async (of: Pick<TwoStage, 'recommend'>) => {
      const rankings = await of.recommend(queries, 5);
      return [0, 1, 2].map((query) => train.items.idOf(row(rankings, query)[0]![0]));
    };
    expect(await first(model)).toEqual([3, 0, 9]);
    const popular = await loadModel('session-popular');
    await popular.fit(train, bare);
    expect(await first(popular)).not.toEqual([3, 0, 9]);
  });

  it('scores what it ranks, and nothing that no retriever lists', async () => {
    const all = packLists([0, 1, 2].map(() => Array.from(train.items.ids as Int32Array, (_, item) => item)));
    const scores = await model.score(queries, all);
    const rankings = await model.recommend(queries, 20);
    for (let query = 0; query < queryCount(queries); query++)
      for (const [item, score] of row(rankings, query))
        expect(scores[all.offsets[query]! + listAt(all, query).indexOf(item)]).toBe(score);
    const narrow = await fitted({ candidates: 2 });
    expect((await narrow.score(queries, all)).filter(Number.isFinite).length).toBe(6);
  });

  it('explains by what stands behind its columns, in amounts that add up to the score', async () => {
    const { items, scores } = await model.recommend(queries, 3);
    const lists: Lists = { offsets: Int32Array.of(0, 3, 6, 9), values: items };
    const evidence = await model.explain(queries, lists);
    for (const [at, list] of evidence.entries())
      expect(list.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(scores[at]!, 4);
    // The first of each list is the item that the session began with: what counts is how far back it is.
    for (const query of [0, 1, 2]) {
      const [heaviest] = evidence[3 * query]!.filter(({ kind }) => kind === 'event');
      expect(heaviest).toMatchObject({ kind: 'event', event: queries.from[query] });
    }
    const unlisted = await (await fitted({ candidates: 2 })).explain(queries, {
      ...lists,
      values: Int32Array.from({ length: 9 }, (_, i) => items[i]! + 100),
    });
    expect(unlisted.every((list) => list.length === 0)).toBe(true);
  });

  it('is the same from run to run and with any number of threads', async () => {
    const again = new TwoStage(parameters);
    const work = { ...bare, threads: 2 };
    await again.fit(train, { ...work, part: partFitter(train, work) });
    expect((await again.recommend(queries, 20)).scores).toEqual((await model.recommend(queries, 20)).scores);
  });

  it('fits its retrievers for the examples on what came before these', async () => {
    const asked: (Cut | undefined)[] = [];
    const part = partFitter(train, bare);
    const other = new TwoStage(parameters);
    await other.fit(train, {
      ...bare,
      part: (spec, cut) => {
        asked.push(cut);
        return part(spec, cut);
      },
    });
    const until = train.time[Math.floor(train.time.length * 0.6)]!;
    expect(asked).toEqual([undefined, undefined, { until }, { until }]);
  });

  it('keeps the order of ranks where no later query has its answer among the candidates, and says so', async () => {
    const alone = trainOf(
      sessions.map(([item], session) => ({ visitor: session, session, item: item!, time: session })),
    );
    const said: string[] = [];
    const reporter = { ...quiet, say: (_: string, text: string) => said.push(text) };
    const untaught = new TwoStage({ ...parameters, retrievers: { popular: {} } });
    await untaught.fit(alone, { ...bare, reporter, part: partFitter(alone, bare) });
    expect(said).toEqual([expect.stringMatching(/^candidates stay .* of 0 of 0 examples, too few/)]);
    const popular = await loadModel('popular');
    await popular.fit(alone, bare);
    expect((await untaught.recommend(queries, 10)).items).toEqual((await popular.recommend(queries, 10)).items);
  });

  it('refuses a fit of other features than this version has', async () => {
    const { parts: _, ...snapshot } = model.snapshot();
    const state = { ...(snapshot.state as object), features: { names: ['age', 'mood'], version: '0' } };
    await expect(new TwoStage().restore({ ...snapshot, state } as never, [])).rejects.toThrow(
      /learnt from features of version 0; this version has .*without mood/,
    );
  });
});
