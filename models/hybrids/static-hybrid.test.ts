import { describe, expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { checkerboard } from '../../testing/checkerboard.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { partFitter } from '../../testing/part-fitter.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { trainOf } from '../../testing/train-of.js';
import type { FitOptions } from '../base/recommender.js';
import { StaticHybrid } from './static-hybrid.js';

/** Items 0 to 3: 3 was viewed four times, 2 twice, 1 twice; after item 0 came 1 twice and 2 once. */
const train = trainOf(
  [
    [0, 1],
    [0, 1, 3],
    [0, 2],
    [2, 3, 3, 3],
  ].flatMap((items, session) =>
    items.map((item, at) => ({ visitor: session, session, item, time: 100 * session + at })),
  ),
);

const fitted = async (parameters: object, of = train) => {
  const bare: FitOptions = { seed: 1, reporter: quiet, threads: 1 };
  const model = new StaticHybrid(parameters);
  await model.fit(of, { ...bare, part: partFitter(of, bare) });
  return model;
};

describe('static-hybrid', () => {
  it('refuses parameters of a model that is no part of it', () => {
    expect(() => new StaticHybrid({ weights: { popular: 1 }, parameters: { als: { factors: 8 } } })).toThrow(
      /parameters\.als: parameters of a model that is blended: one of popular/,
    );
  });

  it('adds up what its parts give, each set in proportion to the best of its list', async () => {
    const model = await fitted({ weights: { markov: 1, popular: 0.5 } });
    const given = row(await model.recommend(queriesOf([{ context: [0] }]), 4), 0);
    // markov: 1 twice, 2 once; popular: 3 four times, 0 three times, 1 and 2 twice each.
    expect(given).toEqual([
      [1, 1 + 0.5 * (2 / 4)],
      [2, 1 / 2 + 0.5 * (2 / 4)],
      [3, 0.5],
      [0, 0.5 * (3 / 4)],
    ]);
  });

  it('gives no score to what no part has among its candidates', async () => {
    const model = await fitted({ weights: { popular: 1 }, candidates: 2 });
    expect(row(await model.recommend(queriesOf([{ context: [0] }]), 4), 0).map(([item]) => item)).toEqual([3, 0]);
  });

  it('cites what its parts cite, what several cite once', async () => {
    const model = await fitted({ weights: { markov: 1, 'association-rules': 1 } });
    const queries = queriesOf([{ context: [2, 0] }]);
    const [evidence] = await model.explain(queries, { offsets: Int32Array.of(0, 1), values: Int32Array.of(1) });
    expect(evidence).toEqual([{ kind: 'event', event: 1, weight: 2 }]);
  });

  it('hands its parts their parameters', async () => {
    const model = await fitted({ weights: { popular: 1 }, parameters: { popular: { by: 'visitors' } } });
    expect(model.parts).toEqual([{ model: 'popular', parameters: { by: 'visitors' } }]);
    expect(model.snapshot().parts[0]).toMatchObject({ model: 'popular', parameters: { by: 'visitors' } });
  });

  it('refuses a blend of nothing, and to be fitted where nobody hands it its parts', async () => {
    expect(() => new StaticHybrid({ weights: {} })).toThrow('at least one model');
    const alone = new StaticHybrid().fit(checkerboard(), { seed: 1, reporter: quiet, threads: 1 });
    await expect(alone).rejects.toThrow('FitOptions.part');
  });

  keepsItsParameters('static-hybrid', { weights: { popular: 2, markov: 1 }, candidates: 7 });
});
