import { describe, expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { rankingExamples } from '../../testing/ranking-examples.js';
import { meanNdcg } from './ndcg.js';
import type { TreeParameters } from './parameters.js';
import type { RankingExamples } from './ranking-examples.js';
import { trainTrees, type Validation } from './train-trees.js';

const work = { seed: 1, threads: 1, reporter: quiet };
const examples = rankingExamples(1, 100, 20);
const held = rankingExamples(2, 50, 20);
const few: Partial<TreeParameters> = { rounds: 10, maxDepth: 4 };

const train = async (
  given: Partial<TreeParameters> = few,
  more: Partial<typeof work> = {},
  of: RankingExamples = examples,
) => (await trainTrees(of, given, { ...work, ...more })).trees;

/** The mean NDCG@10 on held-out queries. */
const quality = async (given?: Partial<TreeParameters>) =>
  meanNdcg(await (await train(given)).scores(held.matrix), held.labels, held.offsets, 10);

describe('training', () => {
  it('learns to rank', async () => {
    expect(meanNdcg(new Float32Array(1000), held.labels, held.offsets, 10)).toBeLessThan(0.3); // without scores
    expect(await quality()).toBeGreaterThan(0.9);
  });

  it('learns numbers and probabilities', async () => {
    const twice = { ...examples, labels: examples.labels.map((label) => 2 * label) };
    const numbers = await (await train({ ...few, objective: 'reg:squarederror' }, {}, twice)).predict(examples.matrix);
    const error = numbers.reduce((sum, value, row) => sum + (value - twice.labels[row]!) ** 2, 0) / numbers.length;
    const yes = { ...examples, labels: examples.labels.map((label) => Number(label > 1)) };
    const odds = await (await train({ ...few, objective: 'binary:logistic' }, {}, yes)).predict(examples.matrix);
    const right = odds.filter((odd, row) => odd > 0.5 === yes.labels[row]! > 0).length / odds.length;
    expect(error).toBeLessThan(1);
    expect(right).toBeGreaterThan(0.9);
    expect(odds.every((odd) => odd > 0 && odd < 1)).toBe(true);
  });

  it('gives the same trees to the last bit, with any number of threads', async () => {
    const parameters = { ...few, subsample: 0.7, featureSample: 0.7 };
    const [first, ...others] = [
      await train(parameters),
      await train(parameters),
      await train(parameters, { threads: 2 }),
      await train(parameters, { threads: 8 }),
    ];
    for (const other of others) expect(other.state).toEqual(first!.state);
    expect((await train(parameters, { seed: 2 })).state).not.toEqual(first!.state);
  });

  it('learns from a share of rows and of features', async () => {
    expect(await quality({ ...few, subsample: 0.5 })).toBeGreaterThan(0.85);
    const one = await train({ ...few, featureSample: 0.34 }); // one of three
    for (const { left, feature } of one.state.trees)
      expect(new Set([...feature].filter((_, node) => left[node] !== node)).size).toBeLessThan(2);
    expect(one.importance()).toHaveLength(3);
  });

  it('keeps scores from falling, or from rising, as a feature grows', async () => {
    const trees = await train({ ...few, monotone: { a: 1, b: -1 } });
    const grid = Array.from({ length: 61 }, (_, i) => i / 10 - 3);
    for (const [at, direction] of [1, -1].entries())
      for (const other of [-1, 0, 1, Number.NaN]) {
        const values = Float32Array.from(grid.flatMap((value) => (at === 0 ? [value, other, 0] : [other, value, 0])));
        const scores = await trees.scores({ values, names: examples.matrix.names });
        for (let i = 1; i < grid.length; i++)
          expect(direction * (scores[i]! - scores[i - 1]!)).toBeGreaterThanOrEqual(0);
      }
  });

  it('learns what it means that a value is missing', async () => {
    const values = Float32Array.from({ length: 200 }, (_, row) => (row % 2 ? Number.NaN : (row / 2) % 7));
    const matrix = { values, names: ['x'] };
    const labels = values.map((value) => (Number.isNaN(value) ? 5 : 1));
    const trees = await train(
      { objective: 'reg:squarederror', rounds: 1, learningRate: 1, lambda: 0 },
      {},
      { matrix, labels },
    );
    expect([...(await trees.predict({ values: Float32Array.of(Number.NaN, 3), names: ['x'] }))]).toEqual([5, 1]);
  });

  it('makes a single leaf where there is nothing to learn', async () => {
    const labels = new Float32Array(examples.labels.length).fill(1);
    const trees = await train({ rounds: 2 }, {}, { ...examples, labels });
    expect(trees.state.trees.map(({ left }) => left.length)).toEqual([1, 1]);
    expect(new Set(await trees.scores(examples.matrix))).toEqual(new Set([0]));
  });
});

describe('early stopping', () => {
  const stopping = (given: Partial<TreeParameters>, validation: RankingExamples, patience = 3) =>
    trainTrees(examples, given, work, { examples: validation, k: 10, patience } satisfies Validation);

  it('keeps the trees of the best round', async () => {
    const { trees, quality } = await stopping({ rounds: 500, learningRate: 1 }, held);
    const best = quality.indexOf(Math.max(...quality));
    expect(quality).toHaveLength(best + 1 + 3);
    expect(trees.state.trees).toHaveLength(best + 1);
    expect(meanNdcg(await trees.scores(held.matrix), held.labels, held.offsets, 10)).toBe(quality[best]);
  });

  it('trains all rounds where each is better', async () => {
    const { trees, quality } = await stopping(
      { objective: 'reg:squarederror', rounds: 5, learningRate: 0.1 },
      examples,
    );
    expect(trees.state.trees).toHaveLength(5);
    expect([...quality].sort((a, b) => a - b)).toEqual(quality);
  });

  it('judges probabilities by log loss', async () => {
    const yes = { ...held, labels: held.labels.map((label) => Number(label > 1)) };
    const given = { ...examples, labels: examples.labels.map((label) => Number(label > 1)) };
    const validation = { examples: yes, k: 10, patience: 5 };
    const { trees, quality } = await trainTrees(given, { ...few, objective: 'binary:logistic' }, work, validation);
    const odds = await trees.predict(yes.matrix);
    const loss = odds.reduce((sum, odd, row) => sum - Math.log(yes.labels[row] ? odd : 1 - odd), 0) / odds.length;
    expect(quality.at(-1)).toBeCloseTo(-loss, 5);
  });
});

describe('what cannot be trained on', () => {
  const { matrix, labels, offsets } = examples;
  const rows = labels.length;
  const changed = (values: Float32Array, at: number, value: number) => values.map((own, i) => (i === at ? value : own));
  it.each<[string, Partial<RankingExamples>, Partial<TreeParameters>, RegExp]>([
    [
      'an infinite value',
      { matrix: { ...matrix, values: changed(matrix.values, 7, Number.POSITIVE_INFINITY) } },
      {},
      /row 2: feature "b" is Infinity/,
    ],
    [
      'half a row',
      { matrix: { ...matrix, values: matrix.values.subarray(1) } },
      {},
      /5999 values do not make rows of 3/,
    ],
    ['no row', { matrix: { ...matrix, values: new Float32Array() } }, {}, /training: there are no rows/],
    ['too few labels', { labels: labels.subarray(1) }, {}, /1999 labels for 2000 rows/],
    [
      'a label that is no grade',
      { labels: changed(labels, 3, 1.5) },
      {},
      /the label of row 3 is 1.5\n {2}expected: a whole number/,
    ],
    [
      'a label that is neither 0 nor 1',
      { labels: changed(labels, 3, 2) },
      { objective: 'binary:logistic' },
      /is \d\n {2}expected: 0 or 1/,
    ],
    [
      'a label that is not a number',
      { labels: changed(labels, 3, Number.NaN) },
      { objective: 'reg:squarederror' },
      /row 3 is NaN/,
    ],
    ['queries that leave out rows', { offsets: offsets.subarray(0, 100) }, {}, /do not divide the 2000 rows/],
    ['queries that overlap', { offsets: Int32Array.of(0, 50, 40, rows) }, {}, /do not divide the 2000 rows/],
    [
      'a constraint of no feature',
      {},
      { monotone: { d: 1 } },
      /monotone: there is no feature "d"\n {2}expected: one of a, b, c/,
    ],
    ['a wrong parameter', {}, { maxDepth: 0 }, /trees: parameter maxDepth/],
  ])('is named: %s', async (_, different, given, message) => {
    await expect(trainTrees({ ...examples, ...different }, given, work)).rejects.toThrow(message);
  });

  it('is named: ranking without queries, and in the validation too', async () => {
    await expect(trainTrees({ matrix, labels }, {}, work)).rejects.toThrow('training: ranking has no queries');
    const validation = { examples: { matrix, labels }, k: 10, patience: 1 };
    await expect(trainTrees(examples, {}, work, validation)).rejects.toThrow('validation: ranking has no queries');
  });

  it('is a validation of other features', async () => {
    const other = { ...held, matrix: { ...held.matrix, names: ['a', 'c', 'b'] } };
    const training = trainTrees(examples, few, work, { examples: other, k: 10, patience: 1 });
    await expect(training).rejects.toThrow(/validation: feature 1 is "c"/);
  });
});

it('stops when it is told to', async () => {
  const abort = AbortSignal.abort(new Error('enough'));
  await expect(trainTrees(examples, few, { ...work, abort })).rejects.toThrow('enough');
});
