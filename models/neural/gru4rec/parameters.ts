import { z } from 'zod';
import { trainingParameters } from '../training/training-parameters.js';

/** The defaults of the authors' code. */
const defaults = {
  loss: 'cross-entropy',
  layers: '100',
  constrainedEmbedding: true,
  embedding: 0,
  epochs: 10,
  batchSize: 64,
  embeddingDropout: 0,
  hiddenDropout: 0,
  learningRate: 0.05,
  momentum: 0,
  negatives: 2048,
  power: 0.5,
  bprRegularization: 1,
  elu: 0.5,
  logQ: 0,
};

const presets = {
  defaults,
  /** What the authors found best on RetailRocket. */
  retailrocket: {
    ...defaults,
    loss: 'bpr-max',
    layers: '224',
    batchSize: 80,
    embeddingDropout: 0.5,
    hiddenDropout: 0.05,
    momentum: 0.4,
    power: 0.4,
    bprRegularization: 1.95,
  },
  /** A narrow network with cross-entropy: takes a fifth of the time. */
  'retailrocket-cross-entropy': {
    ...defaults,
    layers: '64',
    constrainedEmbedding: false,
    embedding: 64,
    batchSize: 192,
    embeddingDropout: 0.4,
    hiddenDropout: 0.3,
    learningRate: 0.125,
    momentum: 0.35,
    power: 0.2,
    logQ: 1,
  },
};

const rate = z.number().min(0).lt(1);

const schema = z.strictObject({
  /** The settings used for parameters that are not given. */
  preset: z.enum(['retailrocket', 'retailrocket-cross-entropy', 'defaults']),
  loss: z.enum(['bpr-max', 'cross-entropy']),
  /** Units of each layer, as in the authors' files: `224`, or `100/100` for two layers. */
  layers: z.coerce.string().regex(/^[1-9]\d*(\/[1-9]\d*)*$/, 'units of each layer, e.g. 224 or 100/100'),
  /** An item has one vector: the one it scores by is also its input vector. */
  constrainedEmbedding: z.boolean(),
  /**
   * Without a constrained embedding: the width of the input vectors, or `layersize` for that of the first layer. 0: there are none;
   * each item has a row of the first layer's input weights.
   */
  embedding: z.union([z.int().nonnegative(), z.literal('layersize')]),
  epochs: z.int().positive(),
  /** Sessions that are learnt from side by side. */
  batchSize: z.int().positive(),
  /** Dropout rate of the items' input vectors (with a one-hot input: of the first layer's state). */
  embeddingDropout: rate,
  /** Dropout rate of each layer's state, also of the state carried to the next step. */
  hiddenDropout: rate,
  learningRate: z.number().positive(),
  momentum: rate,
  /** Items drawn for each step; a target is scored against them and the step's other targets. */
  negatives: z.int().nonnegative(),
  /** Negatives are drawn in proportion to (number of events)^power. */
  power: z.number().nonnegative(),
  /** For bpr-max: how strongly scores are regularised towards 0. */
  bprRegularization: z.number().nonnegative(),
  /** For bpr-max: scores s below 0 become elu · (eˢ − 1); 0: scores stay. */
  elu: z.number().nonnegative(),
  /** For cross-entropy: how far scores are corrected for the probability that an item is drawn. */
  logQ: z.number().nonnegative(),
  ...trainingParameters,
  search: z.enum(['exact', 'hnsw']).default('exact'),
});

export type Gru4RecParameters = z.output<typeof schema>;

/** The parameters; those not given are the preset's, `retailrocket` by default. The authors' names are accepted: see `parseParameters`. */
export const gru4RecSchema = z.preprocess((given) => {
  const { preset = 'retailrocket' } = (given ?? {}) as { preset?: keyof typeof presets };
  return { preset, ...presets[preset], ...(given as object) };
}, schema);

/** Whether the number of sessions side by side is the preset's, and not chosen for this log. */
export const isPresetsBatch = ({ preset, batchSize }: Gru4RecParameters): boolean =>
  presets[preset].batchSize === batchSize;

/** The units of each layer, the first one first. */
export const unitsOf = ({ layers }: Gru4RecParameters): number[] => layers.split('/').map(Number);
