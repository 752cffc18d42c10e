import { expect, it } from 'vitest';
import { z } from 'zod';
import { InputError } from '../../data/index.js';
import { signalSchema } from '../../features/index.js';
import { parseParameters } from './parameters.js';

const schema = z.strictObject({ signal: signalSchema() });

it('fills in defaults, nested ones too', () => {
  expect(parseParameters('als', schema, { signal: { weights: { view: 2 } } })).toEqual({
    signal: {
      weights: { view: 2, addtocart: 3, transaction: 5 },
      decay: 'none',
      repeats: 0.8,
      cap: null,
      weighting: 'none',
      k1: 1.2,
      b: 0.75,
    },
  });
});

it.each([
  [{ weights: { purchase: 5 } }, 'als: parameter signal.weights.purchase: Unrecognized key: "purchase"'],
  [{ weights: { view: -1 } }, 'als: parameter signal.weights.view: Too small: expected number to be >=0'],
  [{ weights: { view: 0, addtocart: 0, transaction: 0 } }, 'als: parameter signal.weights: at least one above 0'],
  [
    { decay: { halfLife: 7 } },
    'als: parameter signal.decay: either "none", { "halfLifeDays": N } or { "scaleDays": N }',
  ],
])('names the parameter that is wrong: %j', (signal, message) => {
  expect(() => parseParameters('als', schema, { signal })).toThrow(InputError);
  expect(() => parseParameters('als', schema, { signal })).toThrow(message);
});
