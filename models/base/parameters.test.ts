import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InputError } from '../../data/index.js';
import { signalSchema } from '../../features/index.js';
import { createModel } from '../create-model.js';
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

describe("the names of the authors' code", () => {
  it.each([
    ['gru4rec', { n_epochs: 3, learning_rate: 0.1, batch_size: 32 }, { epochs: 3, learningRate: 0.1, batchSize: 32 }],
    ['gru4rec', { dropout_p_embed: 0.1, dropout_p_hidden: 0.2 }, { embeddingDropout: 0.1, hiddenDropout: 0.2 }],
    ['gru4rec', { n_sample: 64, sample_alpha: 0.3, logq: 1 }, { negatives: 64, power: 0.3, logQ: 1 }],
    ['gru4rec', { bpreg: 1, elu_param: 0.4 }, { bprRegularization: 1, elu: 0.4 }],
    ['gru4rec', { constrained_embedding: false }, { constrainedEmbedding: false }],
    ['sknn', { sample_size: 700 }, { sampleSize: 700 }],
    ['v-sknn', { weighting_score: 'div', idf_weighting: 5 }, { weightingScore: 'div', idfWeighting: 5 }],
    ['v-stan', { lambda_spw: 1, lambda_snh: 2, lambda_inh: 3 }, { lambdaSpw: 1, lambdaSnh: 2, lambdaInh: 3 }],
    ['v-stan', { lambda_ipw: 4, lambda_idf: 5 }, { lambdaIpw: 4, lambdaIdf: 5 }],
  ])('of %s are read as ours: %j', (name, given, ours) => {
    const { parameters } = createModel(name, given);
    expect(parameters).toMatchObject(ours);
    expect(parameters).toEqual(createModel(name, ours).parameters);
  });

  it('beside ours are refused', () => {
    expect(() => createModel('sknn', { sample_size: 700, sampleSize: 800 })).toThrow(
      'sknn: parameter sample_size: is another name of sampleSize, which is given too',
    );
  });

  it('stand in the message where they are wrong, or are no parameters of the model', () => {
    expect(() => createModel('gru4rec', { batch_size: 0 })).toThrow('gru4rec: parameter batch_size: Too small');
    expect(() => createModel('sknn', { n_epochs: 3 })).toThrow('sknn: parameter n_epochs');
  });
});
