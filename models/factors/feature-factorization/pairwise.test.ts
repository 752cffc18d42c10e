import { describe, expect, it } from 'vitest';
import { packLists, type Random, seededRandom } from '../../../data/index.js';
import { FeatureSide, randomEmbeddings } from './feature-side.js';
import { PairwiseLearner, type PairwiseParameters } from './pairwise.js';

const factors = 3;
const learning = { learningRate: 0.1, regularization: 0 };
const parameters: PairwiseParameters = { loss: 'warp', maxSampled: 10, factors };

/** Two visitors and four items; feature 2 of the visitors and features 4 and 5 of the items are shared. */
const sides = (seed = 1) => {
  const random = seededRandom(seed);
  const side = (rows: readonly number[][], features: number) =>
    new FeatureSide(packLists(rows), randomEmbeddings(features, factors, random), features, learning);
  const visitors = side(
    [
      [0, 2],
      [1, 2],
    ],
    3,
  );
  const items = side([[0, 4], [1, 5], [2], [3, 4, 5]], 6);
  for (let feature = 0; feature < 6; feature++) items.biases[feature] = random.float() - 0.5;
  return { visitors, items };
};

type Sides = ReturnType<typeof sides>;

/** A random source that gives the integers in turn. */
const giving = (...integers: number[]): Random => ({ float: () => 0, normal: () => 0, int: () => integers.shift()! });

/** Items 0 … 3 in this order are what anyone took, so that BPR's draw of place `i` is item `i`. */
const learner = ({ visitors, items }: Sides, random: Random, more: Partial<PairwiseParameters> = {}) =>
  new PairwiseLearner(visitors, items, { ...parameters, ...more }, Int32Array.of(0, 1, 2, 3), random);

const score = ({ visitors, items }: Sides, visitor: number, item: number) => {
  const vector = new Float64Array(factors);
  visitors.represent(visitor, vector);
  return items.score(item, vector);
};

const numbersOf = ({ visitors, items }: Sides) => [visitors.vectors, items.vectors, items.biases];

/** Slopes of the loss by each number learnt, from differences. */
function slopes(model: Sides, loss: () => number): number[] {
  return numbersOf(model).flatMap((numbers) =>
    Array.from(numbers, (value, i) => {
      numbers[i] = value + 0.01;
      const [up, above] = [loss(), numbers[i]! - value];
      numbers[i] = value - 0.01;
      const [down, below] = [loss(), value - numbers[i]!];
      numbers[i] = value;
      return (up - down) / (above + below);
    }),
  );
}

describe('a pairwise step', () => {
  const losses: Record<PairwiseParameters['loss'], (gap: number) => number> = {
    bpr: (gap) => 2 * Math.log(1 + Math.exp(-gap)),
    // item 2 is the first one drawn, of 3 that are not the taken one
    warp: (gap) => 2 * Math.log(3) * (1 - gap),
  };

  it.each(['bpr', 'warp'] as const)('of %s goes down the slope of its loss', (loss) => {
    const model = sides();
    const expected = slopes(model, () => losses[loss](score(model, 0, 0) - score(model, 0, 2)));
    const before = numbersOf(model).flatMap((numbers) => [...numbers]);
    learner(model, giving(2), { loss }).learn(0, 0, 2, Int32Array.of(0));
    const after = numbersOf(model).flatMap((numbers) => [...numbers]);
    const moved = before.map((value, i) => (value - after[i]!) / learning.learningRate);
    expect(moved.some((value) => Math.abs(value) > 0.1)).toBe(true);
    for (const [i, slope] of expected.entries()) expect(moved[i]).toBeCloseTo(slope, 3);
  });

  it('of WARP looks for an item within the margin, and is the smaller the longer that takes', () => {
    const model = sides();
    for (const side of [model.visitors, model.items]) side.vectors.fill(0);
    model.items.biases.set([0.5, -1, -2, 0, 0, 0]); // scores .5, −1, −2, 0: of the others only item 3 is within 1 of item 0
    learner(model, giving(1, 2, 3)).learn(0, 0, 1, Int32Array.of(0));
    expect(model.items.biases[0]).toBe(0.5); // ⌊3 / 3 draws⌋ = 1: nothing to gain
    learner(model, giving(3)).learn(0, 0, 1, Int32Array.of(0));
    expect(model.items.biases[3]).toBeCloseTo(-0.1 * Math.log(3), 6);
  });

  it('of WARP is none where no item drawn violates the margin', () => {
    const model = sides();
    model.items.biases.set([9, 0, 0, 0, 0, 0]);
    const before = [...model.items.biases];
    learner(model, giving(1, 2, 3), { maxSampled: 3 }).learn(0, 0, 1, Int32Array.of(0));
    expect([...model.items.biases]).toEqual(before);
  });

  it.each(['bpr', 'warp'] as const)('of %s never puts down what the visitor took', (loss) => {
    const model = sides();
    const before = [...model.items.biases];
    learner(model, giving(3, 3), { loss, maxSampled: 2 }).learn(0, 0, 1, Int32Array.of(0, 3));
    expect([...model.items.biases]).toEqual(before);
  });

  it.each(['bpr', 'warp'] as const)('of %s agrees with a naive twin, step after step', (loss) => {
    const model = sides(5);
    const twin = new NaiveTwin(model, loss);
    const random = seededRandom(3);
    for (let step = 0; step < 60; step++) {
      const [visitor, taken, others] = [random.int(2), random.int(4), [random.int(4), random.int(4)]];
      learner(model, giving(...others), { loss, maxSampled: 2 }).learn(visitor, taken, 1.5, Int32Array.of(taken));
      twin.learn(visitor, taken, 1.5, others);
    }
    expect(twin.steps).toBeGreaterThan(20);
    for (const [i, numbers] of numbersOf(model).entries())
      for (const [at, value] of numbers.entries()) expect(value).toBeCloseTo(twin.numbers[i]![at]!, 4);
  });

  it('says so when the scores leave all bounds', () => {
    const model = sides();
    model.items.biases[0] = Number.NaN;
    expect(() => learner(model, giving(1)).learn(0, 0, 1, Int32Array.of(0))).toThrow(/diverges.*\n.*learningRate/);
  });
});

/** The same steps as the papers' formulas have them, number by number on plain arrays. */
class NaiveTwin {
  readonly numbers: [number[], number[], number[]];
  readonly #squares: number[][];
  readonly #features: { visitors: number[][]; items: number[][] };
  steps = 0;

  constructor(
    model: Sides,
    readonly loss: 'bpr' | 'warp',
  ) {
    this.numbers = numbersOf(model).map((numbers) => [...numbers]) as [number[], number[], number[]];
    this.#squares = this.numbers.map((numbers) => numbers.map(() => 1));
    this.#features = {
      visitors: [
        [0, 2],
        [1, 2],
      ],
      items: [[0, 4], [1, 5], [2], [3, 4, 5]],
    };
  }

  learn(visitor: number, taken: number, weight: number, others: readonly number[]): void {
    for (const [drawn, other] of (this.loss === 'bpr' ? others.slice(0, 1) : others).entries()) {
      if (other === taken) continue;
      const x = this.#score(visitor, taken) - this.#score(visitor, other);
      if (this.loss === 'warp' && x >= 1) continue;
      const gain =
        this.loss === 'bpr' ? weight / (1 + Math.exp(x)) : weight * Math.log(Math.max(1, Math.floor(3 / (drawn + 1))));
      const p = this.#vector(0, this.#features.visitors[visitor]!);
      const [q, r] = [taken, other].map((item) => this.#vector(1, this.#features.items[item]!)) as [number[], number[]];
      this.#move(
        this.#features.items[taken]!,
        1,
        p.map((value) => -gain * value),
        -gain,
      );
      this.#move(
        this.#features.items[other]!,
        1,
        p.map((value) => gain * value),
        gain,
      );
      this.#move(
        this.#features.visitors[visitor]!,
        0,
        q.map((value, f) => gain * (r[f]! - value)),
      );
      this.steps++;
      return;
    }
  }

  #vector = (side: 0 | 1, features: readonly number[]) =>
    [0, 1, 2].map((f) => features.reduce((sum, feature) => sum + this.numbers[side][feature * factors + f]!, 0));

  #score(visitor: number, item: number): number {
    const p = this.#vector(0, this.#features.visitors[visitor]!);
    const q = this.#vector(1, this.#features.items[item]!);
    const bias = this.#features.items[item]!.reduce((sum, feature) => sum + this.numbers[2][feature]!, 0);
    return p.reduce((sum, value, f) => sum + value * q[f]!, bias);
  }

  #move(features: readonly number[], side: 0 | 1, gradient: readonly number[], biasGradient?: number): void {
    const adagrad = (table: 0 | 1 | 2, at: number, slope: number) => {
      this.numbers[table][at]! -= (learning.learningRate * slope) / Math.sqrt(this.#squares[table]![at]!);
      this.#squares[table]![at]! += slope ** 2;
    };
    for (const feature of features) {
      gradient.forEach((slope, f) => {
        adagrad(side, feature * factors + f, slope);
      });
      if (biasGradient !== undefined) adagrad(2, feature, biasGradient);
    }
  }
}
