import { describe, expect, it } from 'vitest';
import { InputError, listAt, mix, packLists, seededRandom, type WeightedLists } from '../../data/index.js';
import { aliasTable } from './alias-table.js';
import { type BprFactors, type BprOptions, bprTrainer } from './bpr.js';

const options: BprOptions = {
  factors: 8,
  learningRate: 0.1,
  regularization: 0.05,
  negatives: 'uniform',
  seed: 3,
  threads: 1,
};

/** Random visitors of up to `most` items; some have none, and the last items have no visitor. */
function randomPairs(visitors: number, items: number, most: number, seed: number): WeightedLists {
  const random = seededRandom(seed);
  return even(
    Array.from({ length: visitors }, () => {
      const own = Array.from({ length: random.int(most + 1) }, () => random.int(items - 3));
      return [...new Set(own)].sort((a, b) => a - b);
    }),
  );
}

function even(lists: readonly ArrayLike<number>[]): WeightedLists {
  const { offsets, values } = packLists(lists);
  return { offsets, values, weights: new Float32Array(values.length).fill(1) };
}

/** The same algorithm as anyone would write it down, with the same draws. */
function naive(pairs: WeightedLists, items: number, options: BprOptions, epochs: number): BprFactors {
  const { factors, learningRate, regularization, seed } = options;
  const visitors = pairs.offsets.length - 1;
  const visitorOf = Array.from({ length: visitors }, (_, v) => Array(listAt(pairs, v).length).fill(v)).flat();
  const candidates = options.negatives === 'popular' ? pairs.values : [...new Set(pairs.values)].sort((a, b) => a - b);
  const below = (draw: number, n: number) => Math.floor((draw * n) / 2 ** 32);
  const start = (rows: number, used: Iterable<number>, key: number) => {
    const table = Array.from({ length: rows }, () => new Float32Array(factors));
    for (const row of used) table[row] = table[row]!.map((_, f) => (mix(mix(key, row), f) / 2 ** 32 - 0.5) / factors);
    return table;
  };
  const u = start(visitors, visitorOf, mix(seed, 0));
  const q = start(items, pairs.values, mix(seed, 1));
  const biases = new Float32Array(items);
  const table = pairs.weights.some((weight) => weight !== pairs.weights[0]) && aliasTable(pairs.weights);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const [positives, negatives, coins] = [0, 1, 2].map((use) => mix(mix(seed, 2 + epoch), use)) as number[];
    for (let step = 0; step < pairs.values.length; step++) {
      let pair = below(mix(positives!, step), pairs.values.length);
      if (table && mix(coins!, step) >= table[2 * pair]! >>> 0) pair = table[2 * pair + 1]!;
      const other = candidates[below(mix(negatives!, step), candidates.length)]!;
      const [visitor, item] = [visitorOf[pair]!, pairs.values[pair]!];
      if (listAt(pairs, visitor).includes(other)) continue;
      const [own, liked, not] = [[...u[visitor]!], [...q[item]!], [...q[other]!]];
      const score = own.reduce((sum, x, f) => sum + x * (liked[f]! - not[f]!), biases[item]! - biases[other]!);
      const z = 1 / (1 + Math.exp(score));
      for (let f = 0; f < factors; f++) {
        u[visitor]![f]! += learningRate * (z * (liked[f]! - not[f]!) - regularization * own[f]!);
        q[item]![f]! += learningRate * (z * own[f]! - regularization * liked[f]!);
        q[other]![f]! += learningRate * (-z * own[f]! - regularization * not[f]!);
      }
      biases[item]! += learningRate * (z - regularization * biases[item]!);
      biases[other]! += learningRate * (-z - regularization * biases[other]!);
    }
  }
  const flat = (table: Float32Array[]) => Float32Array.from(table.flatMap((row) => [...row]));
  return { visitors: flat(u), items: flat(q), biases };
}

function expectClose(ours: BprFactors, expected: BprFactors) {
  for (const table of ['visitors', 'items', 'biases'] as const) {
    expect(ours[table].length).toBe(expected[table].length);
    ours[table].forEach((value, at) => {
      expect(Math.abs(value - expected[table][at]!), `${table} ${at}`).toBeLessThan(1e-4);
    });
  }
}

const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

describe('bpr', () => {
  it.each([
    { visitors: 1, items: 5, most: 2, factors: 1, epochs: 30 },
    { visitors: 7, items: 9, most: 4, factors: 3, epochs: 20 },
    { visitors: 40, items: 30, most: 12, factors: 16, epochs: 10 },
    { visitors: 60, items: 200, most: 60, factors: 17, epochs: 5 },
    { visitors: 400, items: 300, most: 40, factors: 33, epochs: 1 },
  ])('takes the steps of a naive version: $visitors × $items, $factors factors', async (shape) => {
    const pairs = randomPairs(shape.visitors, shape.items, shape.most, shape.factors);
    for (const negatives of ['uniform', 'popular'] as const) {
      const given = { ...options, factors: shape.factors, negatives };
      const trainer = await bprTrainer(pairs, shape.items, given);
      await trainer.train({ epochs: shape.epochs, threads: 1 });
      expectClose(trainer.factors(), naive(pairs, shape.items, given, shape.epochs));
    }
  });

  it('draws pairs as often as they weigh', async () => {
    const lists = randomPairs(40, 30, 12, 1);
    const pairs = { ...lists, weights: Float32Array.from(lists.values, (item) => item % 4) };
    const trainer = await bprTrainer(pairs, 30, options);
    await trainer.train({ epochs: 10, threads: 1 });
    expectClose(trainer.factors(), naive(pairs, 30, options, 10));
    // Only items whose number is no multiple of 4 are ever drawn as what a visitor likes: biases of the others only fall.
    const { biases } = trainer.factors();
    expect(biases.every((bias, item) => item % 4 !== 0 || bias <= 0)).toBe(true);
    expect(largest(biases)).toBeGreaterThan(0.1);
  });

  it('goes on where it stopped', async () => {
    const pairs = randomPairs(30, 30, 9, 2);
    const [once, twice] = [await bprTrainer(pairs, 30, options), await bprTrainer(pairs, 30, options)];
    await once.train({ epochs: 5, threads: 1 });
    await twice.train({ epochs: 2, threads: 1 });
    await twice.train({ epochs: 3, threads: 1 });
    expect(twice.factors()).toEqual(once.factors());
  });

  it('leaves visitors and items without pairs at zero', async () => {
    const trainer = await bprTrainer(even([[0, 2], [], [2, 3]]), 5, options);
    await trainer.train({ epochs: 50, threads: 1 });
    const { visitors, items, biases } = trainer.factors();
    expect(largest(visitors.subarray(8, 16))).toBe(0);
    for (const item of [1, 4]) {
      expect(largest(items.subarray(8 * item, 8 * item + 8))).toBe(0);
      expect(biases[item]).toBe(0);
    }
    expect(largest(visitors)).toBeGreaterThan(0);
  });

  it('learns much the same when threads race', async () => {
    const pairs = randomPairs(20_000, 3000, 40, 4);
    const learnt = async (threads: number) => {
      const trainer = await bprTrainer(pairs, 3000, { ...options, threads });
      await trainer.train({ epochs: 3, threads });
      return trainer.factors().items;
    };
    const [one, two] = [await learnt(1), await learnt(2)];
    expect(norm(two.map((value, at) => value - one[at]!))).toBeLessThan(0.3 * norm(one));
  });

  it('says so when the factors diverge', async () => {
    const trainer = await bprTrainer(randomPairs(30, 30, 9, 2), 30, {
      ...options,
      learningRate: 100,
      regularization: 1,
    });
    const training = trainer.train({ epochs: 100, threads: 1 });
    await expect(training).rejects.toThrow(InputError);
    await expect(training).rejects.toThrow(/epoch \d+: learningRate is too high/);
  });

  it('stops between epochs when it is told to', async () => {
    const trainer = await bprTrainer(randomPairs(30, 30, 9, 2), 30, options);
    const stop = new AbortController();
    let epochs = 0;
    const done = (count: number) => {
      epochs = count;
      if (count === 2) stop.abort(new Error('enough'));
    };
    await expect(trainer.train({ epochs: 9, threads: 1, abort: stop.signal, done })).rejects.toThrow('enough');
    expect(epochs).toBe(2);
  });

  it('refuses factors beyond the memory of any machine', async () => {
    await expect(bprTrainer(even([[0]]), 1, { ...options, factors: 2 ** 31 })).rejects.toThrow(
      /needs .* GiB of memory/,
    );
  });
});
