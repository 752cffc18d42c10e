import { describe, expect, it } from 'vitest';
import { InputError, type Lists, listAt, mix, packLists, seededRandom } from '../../data/index.js';
import { aliasTable } from './alias-table.js';
import { type SkipGramOptions, type SkipGramVectors, skipGramTrainer } from './skip-gram.js';

const options: SkipGramOptions = {
  factors: 8,
  learningRate: 0.1,
  window: 3,
  negatives: 4,
  power: 0.75,
  subsample: 0,
  seed: 5,
  threads: 1,
};

/** Random sequences of up to `most` items, the first ones more often; some are empty, and the last items never occur. */
function randomSequences(count: number, items: number, most: number, seed: number): Lists {
  const random = seededRandom(seed);
  return packLists(
    Array.from({ length: count }, () =>
      Array.from({ length: random.int(most + 1) }, () => Math.floor(random.float() ** 2 * (items - 2))),
    ),
  );
}

/** The same algorithm as anyone would write it down, with the same draws. */
function naive(sequences: Lists, items: number, options: SkipGramOptions, epochs: number): SkipGramVectors {
  const { factors, learningRate, window, negatives, power, subsample, seed } = options;
  const { offsets, values } = sequences;
  const below = (draw: number, n: number) => Math.floor((draw * n) / 2 ** 32);
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  const table = () => Array.from({ length: items }, () => new Float32Array(factors));
  const [inputs, outputs] = [table(), table()];
  for (const item of new Set(values))
    inputs[item] = inputs[item]!.map((_, f) => (mix(mix(mix(seed, 0), item), f) / 2 ** 32 - 0.5) / factors);
  const events = Array.from({ length: items }, (_, item) => values.filter((value) => value === item).length);
  const aliases = aliasTable(events.map((n) => (n > 0 ? n ** power : 0)));
  const drawItem = (draw: number, coin: number) => {
    const slot = below(draw, items);
    return coin < aliases[2 * slot]! >>> 0 ? slot : aliases[2 * slot + 1]!;
  };
  const longest = Math.max(...Array.from({ length: offsets.length - 1 }, (_, i) => listAt(sequences, i).length));
  const rateAt = (done: number) => learningRate * Math.max(1e-4, 1 - done / epochs);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const [thinning, windows, draws] = [0, 1, 2].map((use) => mix(mix(seed, 1 + epoch), use)) as [
      number,
      number,
      number,
    ];
    for (let i = 0; i + 1 < offsets.length; i++) {
      const places: number[] = [];
      for (let place = offsets[i]!; place < offsets[i + 1]!; place++) {
        const chance = Math.min(1, Math.sqrt((subsample * values.length) / events[values[place]!]!));
        if (subsample === 0 || mix(thinning, place) <= Math.floor(chance * (2 ** 32 - 1))) places.push(place);
      }
      places.forEach((place, centre) => {
        const [from, to] = [rateAt(epoch), rateAt(epoch + 1)];
        const rate = from + ((to - from) * place) / values.length;
        const reach = 1 + below(mix(windows, place), Math.min(window, longest));
        const item = values[place]!;
        const input = inputs[item]!;
        places.forEach((other, near) => {
          const neighbour = values[other]!;
          if (Math.abs(near - centre) > reach || neighbour === item) return;
          const ofPair = mix(mix(draws, place), near);
          const drawn = Array.from({ length: negatives }, (_, n) =>
            drawItem(mix(ofPair, 2 * n), mix(ofPair, 2 * n + 1)),
          ).filter((negative) => negative !== neighbour);
          const sum = new Float32Array(factors);
          for (const target of [neighbour, ...drawn]) {
            const output = outputs[target]!;
            const score = output.reduce((total, x, f) => total + x * input[f]!, 0);
            const step = rate * (Number(target === neighbour) - sigmoid(score));
            for (let f = 0; f < factors; f++) {
              sum[f]! += step * output[f]!;
              output[f]! += step * input[f]!;
            }
          }
          for (let f = 0; f < factors; f++) input[f]! += sum[f]!;
        });
      });
    }
  }
  const flat = (rows: Float32Array[]) => Float32Array.from(rows.flatMap((row) => [...row]));
  return { inputs: flat(inputs), outputs: flat(outputs) };
}

function expectClose(ours: SkipGramVectors, expected: SkipGramVectors) {
  for (const table of ['inputs', 'outputs'] as const) {
    expect(ours[table].length).toBe(expected[table].length);
    ours[table].forEach((value, at) => {
      expect(Math.abs(value - expected[table][at]!), `${table} ${at}`).toBeLessThan(1e-4);
    });
  }
}

const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

describe('skip-gram', () => {
  it.each([
    { sequences: 1, items: 4, most: 6, factors: 1, window: 1, negatives: 1, epochs: 30 },
    { sequences: 9, items: 7, most: 5, factors: 3, window: 2, negatives: 3, epochs: 10 },
    { sequences: 70, items: 30, most: 9, factors: 16, window: 100, negatives: 5, epochs: 3 },
    { sequences: 150, items: 60, most: 12, factors: 37, window: 5, negatives: 2, epochs: 2 },
  ])('takes the steps of a naive version: $sequences sequences of $items items, $factors factors', async (shape) => {
    const sequences = randomSequences(shape.sequences, shape.items, shape.most, 8 + shape.factors);
    for (const subsample of [0, 0.02]) {
      const given = { ...options, ...shape, subsample };
      const trainer = await skipGramTrainer(sequences, shape.items, given);
      expect(trainer.samples).toBe(sequences.values.length);
      await trainer.train({ epochs: shape.epochs, threads: 1 });
      const ours = trainer.vectors();
      expectClose(ours, naive(sequences, shape.items, given, shape.epochs));
      if (subsample === 0) expect(norm(ours.outputs)).toBeGreaterThan(0.01);
    }
  });

  it('has no vector for items without events', async () => {
    const trainer = await skipGramTrainer(packLists([[0, 2], [], [2, 3, 0]]), 5, options);
    await trainer.train({ epochs: 20, threads: 1 });
    const { inputs, outputs } = trainer.vectors();
    for (const item of [1, 4])
      for (const table of [inputs, outputs]) expect(norm(table.subarray(8 * item, 8 * item + 8))).toBe(0);
    expect(norm(outputs)).toBeGreaterThan(0);
  });

  it('learns much the same when threads race', async () => {
    const sequences = randomSequences(20_000, 3000, 8, 4);
    const learnt = async (threads: number) => {
      const trainer = await skipGramTrainer(sequences, 3000, { ...options, threads });
      await trainer.train({ epochs: 3, threads });
      return trainer.vectors().inputs;
    };
    const [one, two] = [await learnt(1), await learnt(2)];
    expect(norm(two.map((value, at) => value - one[at]!))).toBeLessThan(0.3 * norm(one));
  });

  it('says so when the vectors diverge', async () => {
    const trainer = await skipGramTrainer(randomSequences(30, 20, 8, 2), 20, { ...options, learningRate: 1e30 });
    const training = trainer.train({ epochs: 10, threads: 1 });
    await expect(training).rejects.toThrow(InputError);
    await expect(training).rejects.toThrow(/learningRate is too high/);
  });
});
