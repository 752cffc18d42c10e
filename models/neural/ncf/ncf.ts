import { z } from 'zod';
import { InputError, type Lists, mix, type Train, type WeightedLists } from '../../../data/index.js';
import { type SignalStatistics, signalMatrix, signalSchema } from '../../../features/index.js';
import { contextWeights, sessionParameters } from '../../base/context-weights.js';
import type { MemoryOf } from '../../base/memory.js';
import type { FitOptions, Queries, Rankings, ScoredItems, WorkOptions } from '../../base/recommender.js';
import { StatefulRecommender } from '../../base/stateful-recommender.js';
import { similarVectors } from '../../vector-index/index.js';
import { meanReciprocalRank } from '../training/held-out.js';
import { type Learnt, learnNetwork } from '../training/learn-network.js';
import { trainingParameters } from '../training/training-parameters.js';
import { NcfBatches } from './batches.js';
import { gmfRanker } from './gmf-ranker.js';
import { ncfGraph } from './graph.js';
import { holdOutPairs } from './held-out-pairs.js';
import { initialWeights } from './initial-weights.js';
import { PairRanker } from './pair-ranker.js';
import type { Ranker } from './ranker.js';
import { hasMlp, isTower, type NcfShape, towerOf } from './shape.js';
import { sideBySide } from './side-by-side.js';
import { ncfStep } from './step.js';
import { VisitorVectors } from './visitor-vectors.js';

// The defaults were chosen by validation on retailrocket-buyers. With the authors' (factors 32, layers 64-32-16, negatives 4, learning
// rate .001, no regularization) the model overfits that small log and predicts no better than popularity.
const schema = z.strictObject({
  /** GMF, the product of embeddings; MLP, a tower over other embeddings; or both, joined in the last layer. */
  kind: z.enum(['neumf', 'gmf', 'mlp']).default('neumf'),
  /** The weight of an event: pairs are sampled in proportion to it. */
  signal: signalSchema(),
  /** Width of GMF's embeddings. */
  factors: z.int().positive().default(128),
  /** Widths of the tower: the visitor's and the item's embedding together, then each hidden layer. */
  layers: z
    .string()
    .refine(isTower, { error: 'widths like "64-32-16": an even one, then one or more, none above 1024' })
    .default('16-8'),
  /** Negatives drawn for each pair. */
  negatives: z.int().positive().default(2),
  learningRate: z.number().positive().default(0.005),
  /** λ: the loss of a pair includes λ / 2 times the squares of its embeddings. */
  regularization: z.number().nonnegative().default(0.1),
  /** Dropout rate of embeddings in training. */
  dropout: z.number().min(0).lt(1).default(0),
  epochs: z.int().positive().default(40),
  /** Pairs in a step; null: 1,024, or a 64th of all pairs where that is less. */
  batchSize: z.int().positive().nullable().default(null),
  ...trainingParameters,
  schedule: trainingParameters.schedule.unwrap().default('linear'),
  ...sessionParameters(0.7),
});

interface State extends Learnt {
  /** The training data. */
  readonly matrix: WeightedLists;
  readonly statistics: SignalStatistics;
  readonly size: { readonly visitors: number; readonly items: number };
}

interface Ready {
  readonly statistics: SignalStatistics;
  readonly visitors: VisitorVectors;
  /** items × width: embeddings, zeros for items without visitors, which are never recommended. */
  readonly items: Float32Array;
  readonly ranker: Ranker;
}

/**
 * Neural collaborative filtering: a network predicts from the embeddings of a visitor and an item how likely the item is theirs. It is
 * trained by binary cross-entropy to separate a visitor's items from drawn ones that are not theirs. NeuMF joins a generalized
 * matrix factorization (GMF) and a multi-layer perceptron (MLP), each with embeddings of its own.
 *
 * Scores are logits, less their common bias. A known visitor's history is answered by their embedding. A session, or an unseen
 * visitor, is answered by the mean embedding of those who had its items (in a session, recent items weigh most); without items, by
 * the mean of all visitors. With `patience` the last items of the most recent visitors are held out.
 *
 * Source: He, Liao, Zhang, Nie, Hu & Chua 2017, "Neural Collaborative Filtering" (WWW '17); Adam and no pre-training, as in its
 * section 4.2 for models learnt from scratch.
 */
export class Ncf extends StatefulRecommender<z.infer<typeof schema>, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('ncf', schema, parameters);
  }

  protected override memoryOn({ visitors, items, item }: Train): MemoryOf<z.infer<typeof schema>> {
    const rows = visitors.size + items.size;
    return ({ kind, factors, layers, negatives, batchSize }) => {
      const width = (kind === 'mlp' ? 0 : factors) + (kind === 'gmf' ? 0 : towerOf(layers).embedding);
      return { kernel: 12 * rows * width + 8 * Math.min(batchSize ?? 1, item.length) * (1 + negatives) };
    };
  }

  /** @throws InputError when `batchSize` exceeds the number of pairs, or the weights do not fit into memory. */
  protected async learn(train: Train, work: FitOptions): Promise<State> {
    const { parameters } = this;
    const { statistics, ...all } = signalMatrix(train, parameters.signal);
    const size = { visitors: train.visitors.size, items: train.items.size };
    const held = parameters.patience > 0 ? holdOutPairs(train, all, parameters.heldOut) : undefined;
    const matrix = held?.kept ?? all;
    const batchSize = batchSizeFor(matrix.values.length, parameters.batchSize);
    const { negatives } = parameters;
    const batches = new NcfBatches(matrix, { batchSize, negatives, seed: mix(work.seed, 1) });
    const shape = this.#shape(size);
    const start = initialWeights(shape, mix(work.seed, 0));
    const learnt = await learnNetwork(
      {
        step: () => ncfStep(shape, start, { ...parameters, batchSize }),
        graph: () => ncfGraph(shape, start, parameters),
      },
      (network) => ({
        model: this.name,
        network,
        parameters,
        modelParameters: parameters,
        batches: (epoch) => batches.epoch(epoch),
        sizeOf: ({ visitors }) => visitors.length,
        steps: batches.steps,
        samples: batches.pairs,
        unit: 'pairs',
        validate: async () => {
          const ready = await this.prepare({ weights: await network.weights(), matrix, statistics, size });
          return meanReciprocalRank(await this.answer(ready, held!.queries, 20, work), held!.targets);
        },
      }),
      work,
    );
    return { ...learnt, matrix, statistics, size };
  }

  #shape(size: State['size']): NcfShape {
    const { kind, factors, layers } = this.parameters;
    return { kind, ...size, factors, ...towerOf(layers) };
  }

  protected async prepare({ weights, matrix, statistics, size }: Omit<State, 'history'>): Promise<Ready> {
    const shape = this.#shape(size);
    const known = Int32Array.from(new Set(matrix.values)).sort();
    const trained = sideBySide(weights, 'visitors');
    const { values, width } = sideBySide(weights, 'items');
    const items = new Float32Array(values.length);
    for (const item of known) items.set(values.subarray(item * width, (item + 1) * width), item * width);
    return {
      statistics,
      visitors: new VisitorVectors(trained.values, trained.width, matrix, size.items),
      items,
      ranker: await (hasMlp(shape) ? PairRanker.of(shape, weights, known) : gmfRanker(shape, weights, items)),
    };
  }

  protected answer(ready: Ready, queries: Queries, k: number, work: Partial<WorkOptions>): Promise<Rankings> {
    return ready.ranker.rank(this.#vectors(ready, queries), k, queries.exclude, work);
  }

  protected scores(
    ready: Ready,
    queries: Queries,
    items: Lists,
    work: Partial<WorkOptions>,
  ): Float64Array | Promise<Float64Array> {
    return ready.ranker.score(this.#vectors(ready, queries), items, queries.exclude, work);
  }

  #vectors({ visitors, statistics }: Ready, queries: Queries): Float32Array {
    return visitors.of(queries, contextWeights(queries, this.parameters, statistics));
  }

  similarItems(item: number, k: number): ScoredItems {
    const { items, visitors } = this.ready;
    return similarVectors(items, visitors.width, item, k);
  }
}

const usualBatch = 1024;
const leastSteps = 64;

function batchSizeFor(pairs: number, given: number | null): number {
  if (given === null) return Math.min(usualBatch, Math.ceil(pairs / leastSteps));
  if (given <= pairs) return given;
  throw new InputError(
    `ncf: batchSize is ${given}, and train has ${pairs} pairs of visitor and item`,
    {},
    `at most ${pairs}`,
  );
}
