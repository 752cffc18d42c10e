import { type Lists, listAt, mix, packLists, seededRandom, type Train } from '../../../data/index.js';
import { fillWithPopular } from '../../base/popular-rows.js';
import type { FitContext, ItemVectors, Queries, Rankings, ScoredItems, WorkContext } from '../../base/recommender.js';
import {
  type IndexState,
  restoreIndex,
  similarVectors,
  type VectorIndex,
  vectorIndex,
  withBiases,
} from '../../vector-index/index.js';
import { meanReciprocalRank } from '../training/held-out.js';
import type { Network, Weights } from '../training/network.js';
import { type Learnt, NeuralRecommender } from '../training/neural-recommender.js';
import { openNetwork } from '../training/open-network.js';
import { type Training, trainNetwork } from '../training/train-network.js';
import { epochBatches, epochSize, type Gru4RecBatch } from './batches.js';
import { contextsOf, wholeSessions } from './contexts.js';
import { gru4RecGraph } from './graph.js';
import { type Learning, learningOf } from './learning.js';
import { type Gru4RecParameters, gru4RecSchema, trainingOf } from './parameters.js';
import { SessionReader } from './session-reader.js';
import { firstWeights, shapeOf, tables } from './shape.js';
import { gru4RecStep } from './step.js';

/** Events of a visitor's history that are read, the last ones. */
const lastEvents = 50;
/** Sessions that the recall of `hnsw` is measured on. */
const sampleSize = 200;

interface Extra {
  /** How often each item is clicked in the sessions that were learnt. */
  readonly counts: Float64Array;
  /** Some of the sessions: what queries look like. */
  readonly sample: Lists;
}

interface Ready {
  readonly counts: Float64Array;
  readonly reader: SessionReader;
  readonly index: VectorIndex;
}

/**
 * A recurrent network that goes through a session click by click and scores, by the state it is then in, what comes next. It is
 * trained on all sessions side by side, in order of their start, each click against the others' and drawn items.
 *
 * Parameters go by their names in the authors' code, and unless given are those that the authors found best on RetailRocket. What is
 * read of an item is the vector it scores by (constrained_embedding), a vector of its own (embedding), or its row of the first
 * layer's weights. A log of fewer sessions than the preset has in a batch is learnt in smaller batches.
 *
 * A history is read as one session, its last 50 events. Where nothing of a context is known the most popular items are given. An item without
 * a click in train's sessions of two clicks or more is passed over, and never recommended.
 *
 * Source: Hidasi et al. 2016, "Session-based recommendations with recurrent neural networks" (ICLR '16); Hidasi & Karatzoglou 2018,
 * "Recurrent neural networks with top-k gains for session-based recommendations" (CIKM '18); the authors' code in PyTorch.
 */
export class Gru4Rec extends NeuralRecommender<Gru4RecParameters, Extra, Ready> {
  constructor(parameters: unknown = {}) {
    super('gru4rec', gru4RecSchema, parameters);
  }

  /** @throws InputError when the log has no session of two clicks, or the batch is larger than the sessions are many. */
  protected async learn(train: Train, context: FitContext): Promise<Learnt<Extra>> {
    const learning = learningOf(train, this.parameters, context);
    const { parameters, shape, statistics, counts } = learning;
    const weights = firstWeights(shape, mix(context.seed, 0));
    const network = await openNetwork<Gru4RecBatch>(
      {
        step: () => gru4RecStep(shape, parameters, statistics, weights),
        graph: () => gru4RecGraph(shape, parameters, statistics, weights),
      },
      context,
    );
    try {
      const history = await trainNetwork(this.#training(network, learning, context), context);
      const extra = { counts, sample: sampleOf(learning.sessions, mix(context.seed, 2)) };
      return { weights: withoutUnseen(await network.weights(), counts), history, extra };
    } finally {
      network.dispose();
    }
  }

  #training(
    network: Network<Gru4RecBatch>,
    { parameters, shape, sessions, counts, batches, heldOut }: Learning,
    context: FitContext,
  ): Training<Gru4RecBatch> {
    return {
      model: this.name,
      network,
      parameters: trainingOf(parameters),
      modelParameters: parameters,
      batches: (epoch) => epochBatches(sessions, batches, epoch),
      sizeOf: ({ input }) => input.length,
      ...epochSize(sessions, batches),
      unit: 'clicks',
      validate: async () => {
        const learnt = withoutUnseen(await network.weights(), counts);
        const reader = await SessionReader.open(shape, learnt);
        const index = await vectorIndex('exact', scoringVectors(learnt), shape.outputs + 1);
        const rankings = await this.answer({ counts, reader, index }, heldOut!.queries, 20, context);
        return meanReciprocalRank(rankings, heldOut!.targets);
      },
    };
  }

  protected async prepare(
    { weights, extra }: Learnt<Extra>,
    context: Partial<FitContext>,
    saved?: IndexState,
  ): Promise<Ready> {
    const { counts, sample } = extra;
    const shape = shapeOf(counts.length, this.parameters);
    const reader = await SessionReader.open(shape, weights);
    const vectors = scoringVectors(weights);
    const width = shape.outputs + 1;
    if (saved) return { counts, reader, index: await restoreIndex(saved, vectors, width) };
    const states = await reader.read(wholeSessions(sample), context);
    return { counts, reader, index: await vectorIndex(this.parameters.search, vectors, width, context, states) };
  }

  protected async answer(
    { counts, reader, index }: Ready,
    queries: Queries,
    k: number,
    context: Partial<WorkContext>,
  ): Promise<Rankings> {
    const contexts = contextsOf(queries, counts, lastEvents);
    const rankings = await index.search(await reader.read(contexts, context), k, queries.exclude, context);
    const empty = [...contexts.clicks.keys()].filter((query) => contexts.clicks[query] === 0);
    fillWithPopular(rankings, empty, counts, queries.exclude);
    return rankings;
  }

  similarItems(item: number, k: number): ScoredItems {
    const { values, factors } = this.itemVectors();
    return similarVectors(values, factors, item, k);
  }

  /** Those that items score by. */
  itemVectors(): ItemVectors {
    const { columns, values } = this.learnt.weights[tables.items]!;
    return { values, factors: columns };
  }
}

const scoringVectors = (weights: Weights): Float32Array =>
  withBiases(weights[tables.items]!.values, weights[tables.biases]!.values);

/** Items that nothing was learnt of get vectors of zeros: an index leaves them out. */
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
