import { describe, expect, it } from 'vitest';
import { concatIds, keepingNotes, quiet, Vocabulary } from '../../../data/index.js';
import { checkerboard, fillHoles, holes } from '../../../testing/checkerboard.js';
import { contentOf, propertiesOf } from '../../../testing/content-of.js';
import { keepsItsParameters } from '../../../testing/contract/storage-contract.js';
import { queriesOf } from '../../../testing/queries-of.js';
import { row } from '../../../testing/row.js';
import { trainOf } from '../../../testing/train-of.js';
import type { FitOptions } from '../../base/recommender.js';
import { TwoTower } from './two-tower.js';

const work: FitOptions = { seed: 1, reporter: quiet, threads: 1, backend: 'step' };
const small = { factors: 16, hidden: 16, learningRate: 0.02, epochs: 60, lastItems: 20 };

/** Two hundred visitors that walk three steps along the circle 0 → 1 → … → 9 → 0. */
const circle = trainOf(
  Array.from({ length: 600 }, (_, event) => {
    const visitor = Math.floor(event / 3);
    return { visitor, item: (visitor + (event % 3)) % 10, time: event };
  }),
);

/** All items in order of their scores for one query. */
const ranked = async (model: TwoTower, items: readonly number[]) =>
  row(await model.recommend(queriesOf([{ visitor: 1000, context: items }]), 100), 0).map(([item]) => item);

describe('two-tower', () => {
  it('fills the hole in every visitor of the checkerboard, also of visitors unknown to train', async () => {
    const model = new TwoTower(small);
    await model.fit(checkerboard(), work);
    for (const scope of ['history', 'session'] as const)
      for (const first of [0, 20]) expect(await fillHoles(model, scope, first)).toEqual(holes);
  });

  it('learns from what came before an item what comes next', async () => {
    const model = new TwoTower({ ...small, context: 'before', lastItems: 1 });
    await model.fit(circle, work);
    for (const item of [0, 4, 9]) expect((await ranked(model, [item]))[0]).toBe((item + 1) % 10);
  });

  it('learns from what lies around an item what lies on both sides', async () => {
    const model = new TwoTower({ ...small, context: 'around', lastItems: 2 });
    await model.fit(circle, work);
    expect(
      (await ranked(model, [4]))
        .filter((item) => item !== 4)
        .slice(0, 2)
        .sort(),
    ).toEqual([3, 5]);
  });

  it('does the same by the graph as by the step', async () => {
    const short = { ...small, epochs: 2, batchSize: 60 };
    const [step, graph] = [new TwoTower(short), new TwoTower(short)];
    await step.fit(circle, work);
    await graph.fit(circle, { ...work, backend: 'cpu' });
    const [one, other] = [step.itemVectors().values, graph.itemVectors().values];
    one.forEach((value, at) => {
      expect(value).toBeCloseTo(other[at]!, 3);
    });
    expect(graph.history!.loss.at(-1)!).toBeCloseTo(step.history!.loss.at(-1)!, 4);
  });

  it('finds an item that nobody has seen by what the shop says of it, and not without', async () => {
    const train = checkerboard();
    const items = new Vocabulary(concatIds(train.items.ids, Int32Array.of(777)));
    const colour = (item: number) => ({
      tokens: [`colour:${item > 15 ? 'grey' : item % 2 === 0 ? 'white' : 'black'}`],
    });
    const lines = Object.fromEntries(Array.from({ length: 20 }, (_, item) => [item, colour(item)]));
    const model = new TwoTower(small);
    await model.fit(
      { ...train, items },
      { ...work, content: contentOf({ properties: propertiesOf({ ...lines, 777: colour(0) }) }) },
    );
    expect((await ranked(model, [0, 2, 4])).indexOf(20)).toBeOneOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await ranked(model, [1, 3, 5])).indexOf(20)).toBeGreaterThan(9);
    await model.fit({ ...train, items }, work);
    expect(await ranked(model, [0, 2, 4])).not.toContain(20);
  });

  it('answers by popularity where nothing is known of a visitor', async () => {
    const model = new TwoTower(small);
    await model.fit(trainOf([3, 3, 1, 3, 1, 2].map((item, time) => ({ visitor: time % 2, item, time }))), work);
    expect(await ranked(model, [])).toEqual([2, 0, 1]); // the shop's items 3, 1 and 2
  });

  it('gives the vectors of all items, each of length 1', async () => {
    const model = new TwoTower(small);
    await model.fit(checkerboard(), work);
    const { values, factors } = model.itemVectors();
    for (let item = 0; item < 20; item++)
      expect(Math.hypot(...values.subarray(item * factors, (item + 1) * factors))).toBeCloseTo(1);
    expect(model.similarItems(4, 9).items.every((item) => item % 2 === 0)).toBe(true);
  });

  it('tells how much of the exact answer hnsw finds, at the lengths of lists of candidates', async () => {
    const reporter = keepingNotes('test', quiet);
    const model = new TwoTower({ ...small, search: 'hnsw' });
    await model.fit(checkerboard(), { ...work, reporter });
    expect(reporter.notes).toEqual([
      'hnsw: recall@20 1.000, recall@100 1.000, recall@500 1.000 against exact search over 20 vectors',
    ]);
    expect(await fillHoles(model)).toEqual(holes);
  });

  it.each(['before', 'around'] as const)('stops early on what it has held out: %s', async (kind) => {
    const model = new TwoTower({ ...small, context: kind, patience: 2, heldOut: 0.2 });
    await model.fit(circle, work);
    const { validation } = model.history!;
    expect(validation.length).toBeLessThan(small.epochs);
    expect(Math.max(...validation)).toBeGreaterThan(0.3);
  });

  it('says what is wrong before any work', async () => {
    const twice = trainOf([1, 1, 2].map((item, time) => ({ visitor: item, item, time })));
    await expect(new TwoTower().fit(twice, work)).rejects.toThrow('none of the visitors has two different items');
    await expect(new TwoTower({ batchSize: 1000 }).fit(circle, work)).rejects.toThrow(
      'batchSize is 1000, and train has 600 samples',
    );
  });

  keepsItsParameters('two-tower', { ...small, epochs: 2, search: 'hnsw', lastItems: 7 });
});
