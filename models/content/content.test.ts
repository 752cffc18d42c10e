import { describe, expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { checkerboard, fillHoles, holes } from '../../testing/checkerboard.js';
import { checkerboardContent, contentOf, type ItemLine, propertiesOf, treeOf } from '../../testing/content-of.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { type QueryLine, queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { trainOf } from '../../testing/train-of.js';
import type { FitOptions, Queries } from '../base/recommender.js';
import { Content } from './content.js';

const work: FitOptions = { seed: 1, reporter: quiet, threads: 1 };

/** A train part in which item `i` has `events[i]` events, whatever is said of it. */
const trainWith = (events: readonly number[]) =>
  trainOf(
    events.flatMap((n, item) =>
      Array.from({ length: n }, (_, visitor) => ({ visitor, item, time: 10 * item + visitor })),
    ),
  );

const fitted = async (lines: readonly ItemLine[], events: readonly number[] = lines.map(() => 1), parameters = {}) => {
  const model = new Content(parameters);
  const categories = treeOf({ 1: -1, 2: -1, 10: 1, 11: 1, 20: 2 });
  const content = contentOf({ properties: propertiesOf(lines), categories });
  await model.fit(trainWith(events), { ...work, content });
  return model;
};

const ask = async (model: Content, line: QueryLine, scope: Queries['scope'] = 'session') =>
  row(await model.recommend(queriesOf([line], scope), 20), 0);
const itemsOf = (ranking: readonly (readonly [number, number])[]) => ranking.map(([item]) => item);

describe('content', () => {
  it('fills the hole in every visitor of the checkerboard', async () => {
    const model = new Content();
    await model.fit(checkerboard(), { ...work, content: checkerboardContent() });
    expect(await fillHoles(model)).toEqual(holes);
  });

  it('likes items of the same category best, then those that share a category above', async () => {
    const categories = [10, 10, 11, 11, 20, 20, 20, 20];
    const model = await fitted(categories.map((category) => ({ category })));
    expect(itemsOf(await ask(model, { context: [0] }))).toEqual([0, 1, 2, 3]);
  });

  it('scores by the cosine of TF-IDF vectors', async () => {
    // Of four items two have `a`, three have `b` (more than half: left out), two have `c`.
    const lines = [{ tokens: ['a', 'a', 'c'] }, { tokens: ['a', 'b'] }, { tokens: ['b', 'c'] }, { tokens: ['b', 'd'] }];
    const given = await ask(await fitted(lines), { context: [0] });
    expect(itemsOf(given)).toEqual([0, 1, 2]);
    for (const [rank, score] of [1, 2 / Math.sqrt(5), 1 / Math.sqrt(5)].entries())
      expect(given[rank]![1]).toBeCloseTo(score, 5);
  });

  it('of the very same content gives the context’s own item first, then the popular ones', async () => {
    const categories = [10, 10, 10, 10, 20, 20, 20, 20];
    const model = await fitted(
      categories.map((category) => ({ category })),
      [1, 3, 1, 2, 9, 1, 1, 1],
    );
    expect(itemsOf(await ask(model, { context: [2] }))).toEqual([2, 1, 3, 0]);
    expect([...model.similarItems(2, 9).items]).toEqual([1, 3, 0]);
    expect([...model.similarItems(2, 1).items]).toEqual([1]);
  });

  it('in a session takes most notice of the last items, of a history what they are worth', async () => {
    const model = await fitted([{ category: 10 }, { category: 10 }, { category: 20 }, { category: 20 }]);
    expect(itemsOf(await ask(model, { context: [0, 2], exclude: [0, 2] }))).toEqual([3, 1]);
    expect(itemsOf(await ask(model, { context: [2, 0], exclude: [0, 2] }))).toEqual([1, 3]);
    expect(itemsOf(await ask(model, { context: [0, 2, 0], exclude: [0, 2] }, 'history'))).toEqual([1, 3]);
    const forgetful = await fitted(
      [{ category: 10 }, { category: 10 }, { category: 20 }, { category: 20 }],
      undefined,
      {
        lastItems: 1,
      },
    );
    expect(itemsOf(await ask(forgetful, { context: [0, 2] }))).toEqual([2, 3]);
  });

  it('keeps a profile’s heaviest tokens alone', async () => {
    const lines = [
      { tokens: ['a', 'a', 'c'] },
      { tokens: ['a'] },
      { tokens: ['c'] },
      { tokens: ['d'] },
      { tokens: ['d'] },
    ];
    expect(itemsOf(await ask(await fitted(lines, undefined, { profileTokens: 1 }), { context: [0] }))).toEqual([1, 0]);
  });

  it('leaves out items of which nothing is said, unless the context holds them', async () => {
    const model = await fitted([{ category: 10 }, { category: 10 }, {}, { category: 20 }, { category: 20 }]);
    expect(itemsOf(await ask(model, { context: [0] }))).toEqual([0, 1]);
    expect(itemsOf(await ask(model, { context: [2, 0] }))).toEqual([0, 1, 2]);
    expect(await ask(model, { context: [] })).toEqual([]);
  });

  it('refuses to fit where the items have nothing in common', async () => {
    const model = new Content();
    const fit = (content: FitOptions['content']) =>
      model.fit(trainWith([1, 1]), { ...work, ...(content && { content }) });
    await expect(fit(undefined)).rejects.toThrow(/content needs item properties or categories; this data has none\n/);
    await expect(fit(contentOf({ categories: treeOf({ 1: -1 }) }))).rejects.toThrow(/content needs item properties/);
    const apart = propertiesOf({ 0: { category: 10 }, 1: { category: 11 } });
    await expect(fit(contentOf({ properties: apart }))).rejects.toThrow(/no two items of train share/);
  });

  keepsItsParameters('content', {
    signal: {
      weights: { view: 1, addtocart: 1, transaction: 2 },
      decay: { halfLifeDays: 3 },
      repeats: 1,
      cap: 4,
      weighting: 'none',
      k1: 1.2,
      b: 0.75,
    },
    lastItems: 3,
    decay: 0.5,
    profileTokens: 7,
  });
});
