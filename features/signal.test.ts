import { describe, expect, it } from 'vitest';
import { binarySignal, signalSchema } from './signal.js';

describe('signalSchema', () => {
  it('has 1 / 3 / 5, repeats × .8 and no weighting by default', () => {
    expect(signalSchema().parse(undefined)).toEqual({
      weights: { view: 1, addtocart: 3, transaction: 5 },
      decay: 'none',
      repeats: 0.8,
      cap: null,
      weighting: 'none',
      k1: 1.2,
      b: 0.75,
    });
  });

  it('keeps a model’s own defaults for what is left out', () => {
    const { weights, repeats, cap, weighting } = signalSchema(binarySignal).parse({
      weighting: 'tf-idf',
      weights: { view: 2 },
    });
    expect(weights).toEqual({ view: 2, addtocart: 1, transaction: 1 });
    expect([repeats, cap, weighting]).toEqual([1, 1, 'tf-idf']);
    expect(signalSchema({ weighting: 'bm25' }).parse({}).weighting).toBe('bm25');
  });

  it.each([
    [{ weights: { view: 0, addtocart: 0, transaction: 1e6 } }],
    [{ weights: { view: 0, addtocart: 0.5, transaction: 0 } }],
    [{ decay: { halfLifeDays: 0.5 } }],
    [{ decay: { scaleDays: 0.5 } }],
    [{ repeats: 0, cap: null, k1: 0, b: 0 }],
    [{ repeats: 1, cap: 0.1, b: 1, weighting: 'none' }],
  ])('accepts %o', (given) => {
    expect(signalSchema().parse(given)).toMatchObject(given);
  });

  it.each([
    [{ weights: { view: -1 } }, 'weights.view'],
    [{ weights: { addtocart: 1e6 + 1 } }, 'weights.addtocart'],
    [{ weights: { purchase: 1 } }, 'purchase'],
    [{ weights: { view: 0, addtocart: 0, transaction: 0 } }, 'at least one above 0'],
    [{ decay: { halfLifeDays: 0 } }, 'decay.halfLifeDays'],
    [{ decay: { scaleDays: 0 } }, 'decay.scaleDays'],
    [{ decay: {} }, 'either "none", { "halfLifeDays": N } or { "scaleDays": N }, N above 0'],
    [{ decay: { scaleDays: 1, halfLifeDays: 1 } }, 'either "none"'],
    [{ repeats: -0.1 }, 'repeats'],
    [{ repeats: 1.1 }, 'repeats'],
    [{ cap: 0 }, 'cap'],
    [{ weighting: 'idf' }, 'weighting'],
    [{ k1: -0.1 }, 'k1'],
    [{ b: -0.1 }, 'b'],
    [{ b: 1.1 }, 'b'],
    [{ alpha: 40 }, 'alpha'],
  ])('refuses %o', (given, told) => {
    const { error } = signalSchema().safeParse(given);
    expect(error!.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      expect.stringContaining(told),
    ]);
  });
});
