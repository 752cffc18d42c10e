import { z } from 'zod';
import { type TrainingParameters, trainingParameters } from '../training/training-parameters.js';

/** The settings of the authors' code where nothing else is said. */
const defaults = {
  loss: 'cross-entropy',
  layers: '100',
  constrained_embedding: true,
  embedding: 0,
  n_epochs: 10,
  batch_size: 64,
  dropout_p_embed: 0,
  dropout_p_hidden: 0,
  learning_rate: 0.05,
  momentum: 0,
  n_sample: 2048,
  sample_alpha: 0.5,
  bpreg: 1,
  elu_param: 0.5,
  logq: 0,
};

const presets = {
  defaults,
  /** What the authors found best on RetailRocket. */
  retailrocket: {
    ...defaults,
    loss: 'bpr-max',
    layers: '224',
    batch_size: 80,
    dropout_p_embed: 0.5,
    dropout_p_hidden: 0.05,
    momentum: 0.4,
    sample_alpha: 0.4,
    bpreg: 1.95,
  },
  /** Narrow and by cross-entropy: a fifth of the time. */
  'retailrocket-cross-entropy': {
    ...defaults,
    layers: '64',
    constrained_embedding: false,
    embedding: 64,
    batch_size: 192,
    dropout_p_embed: 0.4,
    dropout_p_hidden: 0.3,
    learning_rate: 0.125,
    momentum: 0.35,
    sample_alpha: 0.2,
    logq: 1,
  },
};

const rate = z.number().min(0).lt(1);

const schema = z.strictObject({
  /** Settings that stand for whatever is not given. */
  preset: z.enum(['retailrocket', 'retailrocket-cross-entropy', 'defaults']),
  loss: z.enum(['bpr-max', 'cross-entropy']),
  /** Units of each layer of the network, as in the authors' files: `224`, or `100/100` for two. */
  layers: z.coerce.string().regex(/^[1-9]\d*(\/[1-9]\d*)*$/, 'units of each layer, e.g. 224 or 100/100'),
  /** An item has one vector: what it scores by is also what is read of it. */
  constrained_embedding: z.boolean(),
  /**
   * Where it has not: the width of the vectors that are read, or `layersize`, that of the first layer. 0: there is none, each item has
   * a row of the first layer's input weights.
   */
  embedding: z.union([z.int().nonnegative(), z.literal('layersize')]),
  n_epochs: z.int().positive(),
  /** Sessions that are learnt from side by side. */
  batch_size: z.int().positive(),
  /** Share of what is read of an item that is left out of a step (of a one-hot input: of the first layer's state). */
  dropout_p_embed: rate,
  /** Share of each layer's state that is left out, of what is carried to the next step too. */
  dropout_p_hidden: rate,
  learning_rate: z.number().positive(),
  momentum: rate,
  /** Items drawn for each step; a target is told from them and from the step's other targets. */
  n_sample: z.int().nonnegative(),
  /** They are drawn in proportion to (number of events)^sample_alpha. */
  sample_alpha: z.number().nonnegative(),
  /** Of bpr-max: how much scores are held near 0. */
  bpreg: z.number().nonnegative(),
  /** Of bpr-max: scores below 0 are bent to elu_param · (eˢ − 1); 0: they stay. */
  elu_param: z.number().nonnegative(),
  /** Of cross-entropy: how far scores are corrected for the probability that an item is drawn. */
  logq: z.number().nonnegative(),
  ...trainingParameters,
  search: z.enum(['exact', 'hnsw']).default('exact'),
});

export type Gru4RecParameters = z.output<typeof schema>;

/** The parameters by their names in the authors' code; those not given are the preset's, `retailrocket` unless said. */
export const gru4RecSchema = z.preprocess((given) => {
  const { preset = 'retailrocket' } = (given ?? {}) as { preset?: keyof typeof presets };
  return { preset, ...presets[preset], ...(given as object) };
}, schema);

/** Whether the number of sessions side by side is what the preset has, and not chosen for this log. */
export const isPresetsBatch = ({ preset, batch_size }: Gru4RecParameters): boolean =>
  presets[preset].batch_size === batch_size;

/** The units of each layer, the first one first. */
export const unitsOf = ({ layers }: Gru4RecParameters): number[] => layers.split('/').map(Number);

export const trainingOf = (parameters: Gru4RecParameters): TrainingParameters => ({
  ...parameters,
  epochs: parameters.n_epochs,
  learningRate: parameters.learning_rate,
});
