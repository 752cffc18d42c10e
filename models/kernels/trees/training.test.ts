import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../data/index.js';
import { type RankedQueries, type TreeLimits, TreeTraining } from './training.js';

const limits: TreeLimits = {
  maxBin: 256,
  maxDepth: 3,
  lambda: 1,
  alpha: 0,
  minChildWeight: 0,
  monotone: Int8Array.of(0),
};

/** The cuts of the only column of a matrix. */
const cutsOf = (values: readonly number[], maxBin: number) =>
  TreeTraining.with(
    { values: Float32Array.from(values), columns: 1 },
    { ...limits, maxBin },
    undefined,
    1,
    async (training) => Array.from({ length: training.sizes[0]! }, (_, bin) => training.cut(0, bin)),
  );

/** The largest float. */
const above = 3.4028234663852886e38;

describe('bins', () => {
  it('are the distinct values where those are few', async () => {
    expect(await cutsOf([3, -1, 2, 2, Number.NaN, 3], 4)).toEqual([2, 3, above]);
    expect(await cutsOf([0, -0, 0], 4)).toEqual([above]);
    expect(await cutsOf([Number.NaN, Number.NaN], 4)).toEqual([above]);
  });

  it('have about as many rows each where values are many', async () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i * 37) % 1000);
    expect(await cutsOf(values, 4)).toEqual([250, 500, 750, above]);
    expect((await cutsOf(values, 256)).length).toBe(256);
  });

  it('leave a bin to a value that fills one, and one of 256 to missing values', async () => {
    const mostlyZero = Array.from({ length: 1000 }, (_, i) => (i < 900 ? 0 : i - 949.5));
    expect(await cutsOf(mostlyZero, 4)).toEqual([0, 0.5, 25.5, above]);
    expect((await cutsOf([...Array(1000).keys(), Number.NaN], 256)).length).toBe(255);
  });
});

/** LambdaMART's derivatives as anyone would write them down. */
function naiveLambdas(scores: Float32Array, { offsets, gains, ideals, truncation }: RankedQueries): number[] {
  const all = Array<number>(2 * scores.length).fill(0);
  for (let query = 0; query < ideals.length; query++) {
    const rows = Array.from({ length: offsets[query + 1]! - offsets[query]! }, (_, i) => offsets[query]! + i);
    const ranked = [...rows].sort((a, b) => scores[b]! - scores[a]! || a - b);
    const isSpread = scores[ranked[0]!] !== scores[ranked.at(-1)!];
    let sum = 0;
    for (let i = 0; i < Math.min(truncation, ranked.length); i++)
      for (let j = i + 1; j < ranked.length; j++) {
        const [high, low] =
          gains[ranked[i]!]! > gains[ranked[j]!]! ? [ranked[i]!, ranked[j]!] : [ranked[j]!, ranked[i]!];
        if (gains[high] === gains[low]) continue;
        let delta = (gains[high]! - gains[low]!) * (1 / Math.log2(i + 2) - 1 / Math.log2(j + 2)) * ideals[query]!;
        if (isSpread) delta /= Math.abs(scores[high]! - scores[low]!) + 0.01;
        const wrong = 1 / (1 + Math.exp(scores[high]! - scores[low]!));
        all[2 * high]! -= wrong * delta;
        all[2 * low]! += wrong * delta;
        for (const row of [high, low]) all[2 * row + 1]! += 2 * delta * Math.max(wrong * (1 - wrong), 1e-16);
        sum += 2 * wrong * delta;
      }
    const scale = sum > 0 ? Math.log2(1 + sum) / sum : 1;
    for (const row of rows) for (const at of [2 * row, 2 * row + 1]) all[at]! *= scale;
  }
  return all;
}

describe('lambdas', () => {
  const random = seededRandom(1);
  const sizes = [1, 2, 0, 5, 40, 100, 3, 17];
  const offsets = Int32Array.from([
    0,
    ...sizes.map((_, at) => sizes.slice(0, at + 1).reduce((sum, size) => sum + size)),
  ]);
  const rows = offsets.at(-1)!;
  const gains = Float32Array.from({ length: rows }, () => 2 ** random.int(4) - 1);
  const ideals = Float32Array.from(sizes, () => random.float());
  const derive = (scores: Float32Array, truncation: number, threads = 1) =>
    TreeTraining.with(
      { values: new Float32Array(rows), columns: 1 },
      limits,
      { offsets, gains, ideals, truncation },
      threads,
      async (training) => {
        training.scores.set(scores);
        training.lambdas();
        return training.gradients.slice();
      },
    );
  const spread = Float32Array.from({ length: rows }, () => Math.round(10 * random.normal()) / 4);

  it.each([1, 5, 32])('are those of a naive version, %i ranks to a query', async (truncation) => {
    for (const scores of [new Float32Array(rows), spread]) {
      const expected = naiveLambdas(scores, { offsets, gains, ideals, truncation });
      for (const [at, value] of (await derive(scores, truncation)).entries())
        expect(Math.abs(value - expected[at]!), `${at}`).toBeLessThan(1e-5);
    }
  });

  it('are the same with any number of threads', async () => {
    expect(await derive(spread, 32, 2)).toEqual(await derive(spread, 32, 1));
  });
});

describe('sums of derivatives', () => {
  it('are exact where derivatives have few bits', async () => {
    const values = new Float32Array(100_000);
    await TreeTraining.with({ values, columns: 1 }, limits, undefined, 2, async (training) => {
      for (let row = 0; row < values.length; row++) training.gradients.set([(row % 9) / 8, 2 ** -20], 2 * row);
      const exact = values.reduce((sum, _, row) => sum + (row % 9) / 8, 0);
      expect(training.begin()).toEqual({ first: exact, second: values.length * 2 ** -20 });
      training.gradients.fill(0);
      expect(training.begin()).toEqual({ first: 0, second: 0 });
    });
  });

  it('need memory that there is', async () => {
    const deep = { ...limits, maxDepth: 16, monotone: new Int8Array(2000) };
    const matrix = { values: new Float32Array(2000 * 2000), columns: 2000 };
    const training = TreeTraining.with(matrix, deep, undefined, 1, async () => {});
    await expect(training).rejects.toThrow(/needs .* GiB of memory/);
  });
});
