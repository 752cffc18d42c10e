import { type Lists, listAt, mix, packLists, seededRandom, type Train } from '../../../data/index.js';
import type { MemoryOf } from '../../base/memory.js';
import { PopularItems } from '../../base/popular-items.js';
import type { FitOptions, ItemVectors, Queries, WorkOptions } from '../../base/recommender.js';
import {
  type IndexState,
  indexState,
  openIndex,
  type QueryVectors,
  type VectorReady,
  VectorRecommender,
  withBiases,
} from '../../vector-index/index.js';
import { meanReciprocalRank } from '../training/held-out.js';
import { type Learnt, learnNetwork } from '../training/learn-network.js';
import type { Network, Weights } from '../training/network.js';
import type { Training } from '../training/training.js';
import { epochBatches, epochSize, type Gru4RecBatch } from './batches.js';
import { contextsOf, wholeSessions } from './contexts.js';
import { gru4RecGraph } from './graph.js';
import { type Learning, learningOf } from './learning.js';
import { type Gru4RecParameters, gru4RecSchema } from './parameters.js';
import { SessionReader } from './session-reader.js';
import { firstWeights, shapeOf, tables } from './shape.js';
import { gru4RecStep } from './step.js';

/** Number of last events of a visitor's history that are read. */
const lastEvents = 50;
/** Sessions that the recall of `hnsw` is measured on. */
const sampleSize = 200;

interface State extends Learnt {
  /** How often each item is clicked in the training sessions. */
  readonly counts: Float64Array;
  readonly index: IndexState;
}

interface Ready extends VectorReady {
  readonly counts: Float64Array;
  readonly reader: SessionReader;
}

/**
 * A recurrent network that reads a session click by click and scores the next item by its current state. It is trained on all
 * sessions side by side, in order of their start; each click is scored against those of the other sessions and drawn items.
 *
 * Parameters have the names of the authors' code; by default they are those that the authors found best on RetailRocket. The input
 * vector of an item is the vector it scores by (constrainedEmbedding), a vector of its own (embedding), or its row of the first
 * layer's weights. A log with fewer sessions than the preset's batch is learnt in smaller batches.
 *
 * A history is read as one session, its last 50 events. Where no item of a context is known, the most popular items are recommended.
 * An item without a click in train's sessions of two clicks or more is skipped in contexts, and never recommended.
 *
 * Source: Hidasi et al. 2016, "Session-based recommendations with recurrent neural networks" (ICLR '16); Hidasi & Karatzoglou 2018,
 * "Recurrent neural networks with top-k gains for session-based recommendations" (CIKM '18); the authors' code in PyTorch.
 */
export class Gru4Rec extends VectorRecommender<Gru4RecParameters, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('gru4rec', gru4RecSchema, parameters);
  }

  /** The weights with their gradients and the optimizer's sums, and a step's scores. */
  protected override memoryOn({ items, item }: Train): MemoryOf<Gru4RecParameters> {
    return (parameters) => {
      const { kind, width, layers, outputs } = shapeOf(items.size, parameters);
      const read = kind === 'separate' ? width : kind === 'one-hot' ? 3 * layers[0]!.units : 0;
      const inLayers = layers.reduce((sum, { width, units }) => sum + 3 * units * (width + units), 0);
      const scores = Math.min(parameters.batchSize, item.length) * parameters.negatives;
      return { kernel: 12 * (items.size * (outputs + read) + inLayers) + 4 * scores };
    };
  }

  /** @throws InputError when the log has no session of two clicks, or the batch exceeds the number of sessions. */
  protected async learn(train: Train, work: FitOptions): Promise<State> {
    const learning = learningOf(train, this.parameters, work);
    const { parameters, shape, statistics, counts, sessions } = learning;
    const start = firstWeights(shape, mix(work.seed, 0));
    const { weights: all, history } = await learnNetwork<Gru4RecBatch>(
      {
        step: () => gru4RecStep(shape, parameters, statistics, start),
        graph: () => gru4RecGraph(shape, parameters, statistics, start),
      },
      (network) => this.#training(network, learning, work),
      work,
    );
    const weights = withoutUnseen(all, counts);
    const states = async () => {
      const reader = await SessionReader.open(shape, weights);
      return reader.read(wholeSessions(sampleOf(sessions, mix(work.seed, 2))), work);
    };
    const { search } = parameters;
    const index = await indexState(search, scoringVectors(weights), shape.outputs + 1, work, states);
    return { weights, history, counts, index };
  }

  #training(
    network: Network<Gru4RecBatch>,
    { parameters, sessions, counts, batches, heldOut }: Learning,
    work: FitOptions,
  ): Training<Gru4RecBatch> {
    return {
      model: this.name,
      network,
      parameters,
      modelParameters: parameters,
      batches: (epoch) => epochBatches(sessions, batches, epoch),
      sizeOf: ({ input }) => input.length,
      ...epochSize(sessions, batches),
      unit: 'clicks',
      validate: async () => {
        const weights = withoutUnseen(await network.weights(), counts);
        const ready = await this.prepare({ weights, counts, index: { kind: 'exact' } });
        return meanReciprocalRank(await this.answer(ready, heldOut!.queries, 20, work), heldOut!.targets);
      },
    };
  }

  protected async prepare({ weights, counts, index }: Omit<State, 'history'>): Promise<Ready> {
    const shape = shapeOf(counts.length, this.parameters);
    return {
      counts,
      popular: new PopularItems(counts),
      reader: await SessionReader.open(shape, weights),
      index: await openIndex(index, scoringVectors(weights), shape.outputs + 1),
    };
  }

  protected async vectors(
    { counts, reader }: Ready,
    queries: Queries,
    work: Partial<WorkOptions>,
  ): Promise<QueryVectors> {
    const contexts = contextsOf(queries, counts, lastEvents);
    const vectors = await reader.read(contexts, work);
    return { vectors, empty: [...contexts.clicks.keys()].filter((query) => contexts.clicks[query] === 0) };
  }

  /** The vectors that items score by. */
  itemVectors(): ItemVectors {
    const { columns, values } = this.state.weights[tables.items]!;
    return { values, factors: columns };
  }
}

const scoringVectors = (weights: Weights): Float32Array =>
  withBiases(weights[tables.items]!.values, weights[tables.biases]!.values);

/** Items that did not occur in training get vectors of zeros, which an index leaves out. */
function withoutUnseen(weights: Weights, counts: Float64Array): Weights {
  const { columns, values } = weights[tables.items]!;
  for (const [item, count] of counts.entries()) if (count === 0) values.fill(0, item * columns, (item + 1) * columns);
  return weights;
}

/** Some of the sessions, drawn with replacement. */
function sampleOf(sessions: Lists, seed: number): Lists {
  const random = seededRandom(seed);
  const count = sessions.offsets.length - 1;
  const drawn = Array.from({ length: Math.min(sampleSize, count) }, () => random.int(count));
  return packLists(drawn.map((session) => listAt(sessions, session)));
}
