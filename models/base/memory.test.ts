import { describe, expect, it } from 'vitest';
import { quiet, type Train } from '../../data/index.js';
import { checkerboard } from '../../testing/checkerboard.js';
import { Als } from '../factors/als.js';
import { createModel } from '../index.js';
import { MemoryError, mostAddressed } from '../kernels/index.js';
import { type ModelName, modelNames } from '../registry.js';
import { assertRoom, type MemoryOf, namingTheLargest } from './memory.js';
import type { PartSpec } from './recommender.js';

const remedyOf = (work: () => void): string => {
  try {
    work();
  } catch (error) {
    return (error as MemoryError).expected!;
  }
  throw new Error('did not refuse');
};

describe('the room that parameters need', () => {
  const memoryOf: MemoryOf<{ factors: number; epochs: number; layers: string }> = ({ factors, layers }) => ({
    kernel: 1000 * factors ** 2 + 2000 * Number(layers.split('-')[0]),
  });

  it('is refused with the largest value that fits, of the parameter that takes the most', () => {
    const given = { factors: 1_000_000, epochs: 9, layers: '64-32' };
    const remedy = remedyOf(() => assertRoom(given, memoryOf));
    const most = Number(/^"factors" of at most (\d+)/.exec(remedy)![1]);
    expect(() => assertRoom({ ...given, factors: most }, memoryOf)).not.toThrow();
    expect(() => assertRoom({ ...given, factors: most + 1 }, memoryOf)).toThrow(MemoryError);
    expect(1000 * most ** 2).toBeLessThanOrEqual(mostAddressed);
  });

  it('is refused naming a text of widths', () => {
    const given = { factors: 8, epochs: 9, layers: '64000000-32' };
    expect(remedyOf(() => assertRoom(given, memoryOf))).toMatch(/^a smaller "layers" than "64000000-32"/);
  });

  it('is named where the engine has none left, though it might have sufficed', () => {
    const given = { factors: 100, epochs: 9, layers: '2-2' };
    const error = namingTheLargest(new RangeError('Array buffer allocation failed'), given, memoryOf);
    expect((error as Error).message).toMatch(/does not fit into memory.*\n {2}expected: a smaller "factors" than 100/);
    const other = new RangeError('the string is too long');
    expect(namingTheLargest(other, given, memoryOf)).toBe(other);
  });
});

/** The parameters by which what a model holds grows. */
const sizes: Partial<Record<ModelName, readonly string[]>> = {
  als: ['factors'],
  bpr: ['factors'],
  item2vec: ['factors', 'negatives'],
  'feature-factorization': ['factors'],
  'static-hybrid': ['candidates'],
  gru4rec: ['negatives'],
  sasrec: ['embeddingSize', 'blocks', 'maxLength', 'negatives'],
  ncf: ['factors', 'negatives'],
  'two-tower': ['factors', 'hidden'],
};
/** Those by which its work grows, which is never done. */
const works = /epochs|iterations|cgSteps|maxSampled|steps$/;
const beyond = 2 ** 40;
const fit = (name: string, parameters: object) => {
  const epochs = Object.keys(createModel(name).parameters).filter((key) => /epochs/.test(key));
  const quick = Object.fromEntries(epochs.map((key) => [key, 1]));
  const part = async (spec: PartSpec) => {
    const model = createModel(spec.model, spec.parameters);
    await model.fit(checkerboard(), context);
    return model;
  };
  const context = { seed: 1, reporter: quiet, threads: 1, part };
  return createModel(name, { ...quick, ...parameters }).fit(checkerboard(), context);
};

it.each(Object.entries(sizes).flatMap(([name, keys]) => keys.map((key) => [name, key])))(
  '%s with %s beyond any memory is one error that names it',
  async (name, key) => {
    await expect(fit(name!, { [key!]: beyond })).rejects.toThrow(
      new RegExp(`needs .* of memory, and .*\\n {2}expected: "${key}" of at most \\d+`),
    );
  },
);

it.each([
  ['gru4rec', 'layers', '100000'],
  ['gru4rec', 'layers', '100/50000'],
])('%s with %s %s is one error that names them', async (name, key, value) => {
  await expect(fit(name, { [key]: value })).rejects.toThrow(`expected: a smaller "${key}" than "${value}"`);
});

const others = modelNames.flatMap((name) =>
  Object.entries(createModel(name).parameters)
    .filter(([key, value]) => Number.isInteger(value) && !works.test(key) && !sizes[name]?.includes(key))
    .map(([key]) => [name, key] as const),
);
it.each(others)('%s with %s as large as that is fitted or refused', async (name, key) => {
  const outcome = await Promise.resolve()
    .then(() => fit(name, { [key]: beyond }))
    .then(
      () => 'fitted',
      (error: Error) => error.name,
    );
  expect(['fitted', 'InputError']).toContain(outcome);
});

it('is asked of a model once a fit, though the fit fails for want of it', async () => {
  let asked = 0;
  class Large extends Als {
    protected override memoryOn(train: Train) {
      asked++;
      return super.memoryOn(train);
    }
    protected override async learn(): Promise<never> {
      throw new RangeError('Array buffer allocation failed');
    }
  }
  const fitting = new Large().fit(checkerboard(), { seed: 1, reporter: quiet, threads: 1 });
  await expect(fitting).rejects.toThrow(/the model does not fit into memory/);
  expect(asked).toBe(1);
});
