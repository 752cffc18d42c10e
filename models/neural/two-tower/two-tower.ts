import { z } from 'zod';
import { mix, type Train } from '../../../data/index.js';
import { sessionParameters } from '../../base/context-weights.js';
import type { MemoryOf } from '../../base/memory.js';
import { PopularItems } from '../../base/popular-items.js';
import type { FitOptions, ItemVectors, Queries } from '../../base/recommender.js';
import {
  type IndexState,
  indexState,
  openIndex,
  type QueryVectors,
  type VectorReady,
  VectorRecommender,
} from '../../vector-index/index.js';
import { meanReciprocalRank } from '../training/held-out.js';
import { type Learnt, learnNetwork } from '../training/learn-network.js';
import { trainingParameters } from '../training/training-parameters.js';
import { queryBags } from './context-bags.js';
import { type Encode, towerEncoder } from './encoder.js';
import { towerGraph } from './graph.js';
import { initialWeights } from './initial-weights.js';
import { towerStep } from './step.js';
import { TowerData, type TowerState } from './tower-data.js';

const schema = z.strictObject({
  /** Width of the embeddings, and of the vectors that the towers return. */
  factors: z.int().positive().default(64),
  /** Width of each tower's hidden layer. */
  hidden: z.int().positive().default(128),
  /**
   * The context that predicts an item: what the visitor did `before` it, as when answering sessions, or `around` it, before and after,
   * as when answering histories.
   */
  context: z.enum(['before', 'around']).default('around'),
  /** The divisor of the cosine of visitor and item. */
  temperature: z.number().positive().default(0.15),
  /** In training, `logQ` · ln(its share in the samples) is subtracted from an item's score; 1 corrects fully, 0 not at all. */
  logQ: z.number().nonnegative().default(1),
  learningRate: z.number().positive().default(0.003),
  epochs: z.int().positive().default(12),
  /** Samples in a step; the others' items are each sample's negatives. null: 512, or all where there are fewer. */
  batchSize: z.int().min(2).nullable().default(null),
  /** Number of an item's heaviest tokens (TF-IDF) that its tower uses, where the shop has item properties. */
  itemTokens: z.int().nonnegative().default(16),
  ...trainingParameters,
  ...sessionParameters(0.7),
  /** Number of events in an item's context, `around` it half on either side; and of last events read of a session. */
  lastItems: z.int().positive().default(6),
  search: z.enum(['exact', 'hnsw']).default('exact'),
});

interface State extends Learnt, TowerState {
  readonly index: IndexState;
}

interface Ready extends VectorReady {
  readonly itemBags: TowerState['itemBags'];
  readonly encode: Encode;
}

/** List lengths at which an approximate index is measured: lists of candidates are long. */
const measuredAt = [20, 100, 500];

/**
 * Two towers: one encodes what a visitor did as a vector, the other an item; the score is their cosine over the temperature.
 * The input of the visitor's tower is the mean of the items' embeddings (in a session, recent items weigh most); that of the item's
 * is its own embedding and those of its tokens. Both towers share the embeddings. A tower is a hidden layer with a residual
 * connection. The loss is softmax cross-entropy over the items of a batch, each score less ln of how often its item is drawn.
 *
 * Every visitor, known or not, is answered through the tower, and without items by popularity. All items' vectors are computed
 * once, after the fit, and searched like any others, so the model can generate candidates. With `patience`, the last sessions
 * (`context` before) or the last items of the most recent visitors (around) are held out.
 *
 * Source: Yi et al. 2019, "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations" (RecSys '19), sections 3
 * and 5, with shares counted where theirs are estimated from a stream; Covington, Adams & Sargin 2016, "Deep Neural Networks for
 * YouTube Recommendations" (RecSys '16), section 3, for the mean over a history.
 */
export class TwoTower extends VectorRecommender<z.infer<typeof schema>, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('two-tower', schema, parameters);
  }

  protected override memoryOn({ items }: Train): MemoryOf<z.infer<typeof schema>> {
    return ({ factors, hidden }) => ({ kernel: 12 * factors * (items.size + 4 * hidden) });
  }

  /**
   * @throws InputError when no visitor has two different items, `batchSize` exceeds the number of samples, or the weights do
   * not fit into memory.
   */
  protected async learn(train: Train, work: FitOptions): Promise<State> {
    const { parameters } = this;
    const data = new TowerData(train, parameters, work);
    const { samples } = data;
    const shape = data.shape(parameters);
    const start = initialWeights(shape, mix(work.seed, 0));
    const loss = { temperature: parameters.temperature, corrections: data.corrections(parameters.logQ) };
    const learnt = await learnNetwork(
      {
        step: () => towerStep(shape, start, { ...loss, size: samples.size, entries: samples.entries }),
        graph: () => towerGraph(start, loss),
      },
      (network) => ({
        model: this.name,
        network,
        parameters,
        modelParameters: parameters,
        batches: (epoch) => samples.epoch(epoch),
        sizeOf: ({ items }) => items.length,
        steps: samples.steps,
        samples: samples.steps * samples.size,
        unit: 'samples',
        validate: async () => {
          const { queries, targets } = data.held!;
          const weights = await network.weights();
          const ready = await this.prepare({ weights, ...(await data.state(weights)), index: { kind: 'exact' } });
          return meanReciprocalRank(await this.answer(ready, queries, 20, work), targets);
        },
      }),
      work,
    );
    const state = await data.state(learnt.weights);
    const visitors = () => data.visitorVectors(learnt.weights);
    const { search, factors } = parameters;
    const index = await indexState(search, state.vectors, factors, work, visitors, measuredAt);
    return { ...learnt, ...state, index };
  }

  protected async prepare(state: Omit<State, 'history'>): Promise<Ready> {
    const { weights, itemBags, counts, vectors, index } = state;
    return {
      itemBags,
      popular: new PopularItems(counts),
      encode: await towerEncoder('visitor', weights),
      index: await openIndex(index, vectors, this.parameters.factors),
    };
  }

  protected vectors({ itemBags, encode }: Ready, queries: Queries): QueryVectors {
    const bags = queryBags(queries, itemBags, this.parameters);
    const isEmpty = (query: number) => bags.offsets[query] === bags.offsets[query + 1];
    return { vectors: encode(bags), empty: [...queries.visitor.keys()].filter(isEmpty) };
  }

  itemVectors(): ItemVectors {
    return { values: this.state.vectors, factors: this.parameters.factors };
  }
}
