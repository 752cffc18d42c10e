import { describe, expect, it } from 'vitest';
import { ADD_TO_CART, InputError, keepingNotes, quiet, type Train, Vocabulary } from '../../../data/index.js';
import { checkerboard, fillHoles, holes, seenBy } from '../../../testing/checkerboard.js';
import { checkerboardContent, contentOf, propertiesOf } from '../../../testing/content-of.js';
import { keepsItsParameters } from '../../../testing/contract/storage-contract.js';
import { type QueryLine, queriesOf } from '../../../testing/queries-of.js';
import { row } from '../../../testing/row.js';
import { trainOf } from '../../../testing/train-of.js';
import type { FitOptions, Queries } from '../../base/recommender.js';
import { FeatureFactorization } from './feature-factorization.js';

const work: FitOptions = { seed: 1, reporter: quiet, threads: 1 };

const fitted = async (parameters = {}, more: Partial<FitOptions> = {}, train: Train = checkerboard()) => {
  const model = new FeatureFactorization({ factors: 8, epochs: 40, ...parameters });
  await model.fit(train, { ...work, ...more });
  return model;
};

const ask = async (model: FeatureFactorization, line: QueryLine, k: number, scope: Queries['scope'] = 'history') =>
  row(await model.recommend(queriesOf([line], scope), k), 0).map(([item]) => item);

describe('feature-factorization', () => {
  it.each([
    ['warp', 'with content', checkerboardContent()],
    ['bpr', 'with content', checkerboardContent()],
    ['warp', 'without', undefined],
    ['bpr', 'without', undefined],
  ])('by %s %s fills the hole in every visitor of the checkerboard', async (loss, _, content) => {
    const regularization = loss === 'bpr' ? 0.1 : 1;
    const parameters = { loss, itemRegularization: regularization, visitorRegularization: regularization };
    const model = await fitted(parameters, content ? { content } : {});
    expect(await fillHoles(model)).toEqual(holes);
  });

  it.each(['session', 'history'] as const)('gives a visitor it has not seen a vector from their %s', async (scope) => {
    const model = await fitted();
    const items = await ask(model, { visitor: 99, context: [3, 7, 11] }, 8, scope);
    expect(items.every((item) => item % 2 === 1)).toBe(true);
  });

  it('in a session takes most notice of the last items', async () => {
    const model = await fitted({ decay: 0.5 });
    const context = [2, 4, 6, 8, 10, 3, 5];
    expect((await ask(model, { context }, 4, 'session')).every((item) => item % 2 === 1)).toBe(true);
    expect((await ask(model, { visitor: 99, context }, 4)).every((item) => item % 2 === 0)).toBe(true);
  });

  // Items 20 and 21 exist, but nobody has touched them.
  const withCold = (): Train => ({
    ...checkerboard(),
    items: new Vocabulary(Int32Array.from({ length: 22 }, (_, i) => i)),
  });
  const colours = ['white', 'black', 'ivory', 'ebony'];
  const coloured = (...cold: readonly string[]) =>
    propertiesOf(
      Array.from({ length: 22 }, (_, item) => ({
        tokens: item < 20 ? [colours[item % 4]!] : cold.slice(item - 20, item - 19),
      })),
    );

  it('finds an item without any event by what is said of it', async () => {
    const model = await fitted({}, { content: contentOf({ properties: coloured('white', 'black') }) }, withCold());
    for (const visitor of [0, 1, 2, 3]) {
      const items = await ask(model, { visitor, context: seenBy(visitor), exclude: seenBy(visitor) }, 22);
      expect(new Set(items.slice(0, 2))).toEqual(new Set([visitor, 20 + (visitor % 2)]));
    }
    const exclude = [1, ...seenBy(1)];
    expect((await ask(model, { visitor: 99, context: [3, 5], exclude }, 22))[0]).toBe(21);
  });

  it('leaves out an item without any event of which nothing is said', async () => {
    const content = contentOf({ properties: coloured('white') });
    const items = await ask(await fitted({}, { content }, withCold()), { visitor: 0, context: [2] }, 22);
    expect(items.length).toBe(21);
    expect(items).not.toContain(21);
  });

  it('measures the recall of hnsw on visitors', async () => {
    const reporter = keepingNotes('test', quiet);
    const lines = [0, 1, 2, 3, 4, 5, 6, 7].map((item) => ({ visitor: item % 3, item, time: item }));
    await fitted({ search: 'hnsw' }, { reporter }, trainOf(lines));
    expect(reporter.notes).toEqual([expect.stringMatching(/recall@20 .* over 3 vectors|exact search serves/)]);
  });

  it('names the items most like one', async () => {
    const { items } = (await fitted()).similarItems(3, 9);
    expect([...items].every((item) => item % 2 === 1)).toBe(true);
  });

  it('learns from a removal before train’s end that a cart ended, and nothing from a later one', async () => {
    const learnt = async (removed?: number) => {
      const views = [1, 2, 3, 4].map((item) => ({ visitor: item % 2, item, time: item }));
      const cart = { visitor: 0, item: 1, time: 0, event: 'addtocart', ...(removed && { removed }) } as const;
      return (await fitted({ visitorFeatures: true, epochs: 2 }, {}, trainOf([cart, ...views]))).itemVectors().values;
    };
    const never = await learnt();
    expect(await learnt(9)).toEqual(never);
    expect(await learnt(2)).not.toEqual(never);
  });

  it('takes an item for an intent of a query as long as it is in the cart', async () => {
    const train = trainOf([0, 1, 2, 3].map((item) => ({ visitor: item, item, time: item, event: 'addtocart' })));
    const model = await fitted({ visitorFeatures: true, epochs: 2 }, {}, train);
    const query = queriesOf([{ visitor: 99, context: [1] }]);
    const scoresWith = async (removed: number) => {
      const events = { ...query.events, kind: Uint8Array.of(ADD_TO_CART), removed: Float64Array.of(removed) };
      return (await model.recommend({ ...query, events }, 4)).scores;
    };
    const [time] = query.time;
    const inCart = await scoresWith(Number.POSITIVE_INFINITY);
    expect(await scoresWith(time! + 1)).toEqual(inCart);
    expect(await scoresWith(time! - 1)).not.toEqual(inCart);
  });

  it('says that it diverges, and why', async () => {
    const fit = fitted({ learningRate: 1e20 });
    await expect(fit).rejects.toThrow(InputError);
    await expect(fit).rejects.toThrow(/feature-factorization.* diverges.*\n.*learningRate/);
  });

  keepsItsParameters('feature-factorization', {
    signal: {
      weights: { view: 1, addtocart: 1, transaction: 2 },
      decay: 'none',
      repeats: 1,
      cap: 4,
      weighting: 'none',
      k1: 1.2,
      b: 0.75,
    },
    factors: 5,
    loss: 'bpr',
    learningRate: 0.1,
    epochs: 3,
    itemRegularization: 0.01,
    visitorRegularization: 0.02,
    maxSampled: 4,
    itemTokens: 1,
    visitorFeatures: true,
    lastItems: 3,
    decay: 0.5,
    search: 'exact',
  });
});
