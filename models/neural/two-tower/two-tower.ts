import { z } from 'zod';
import { mix, type Train } from '../../../data/index.js';
import { sessionParameters } from '../../base/context-weights.js';
import { fillWithPopular } from '../../base/popular-rows.js';
import {
  type FitContext,
  type ItemVectors,
  type Queries,
  queryCount,
  type Rankings,
  type ScoredItems,
  type WorkContext,
} from '../../base/recommender.js';
import {
  type IndexState,
  restoreIndex,
  type SearchKind,
  similarVectors,
  type VectorIndex,
  vectorIndex,
} from '../../vector-index/index.js';
import { meanReciprocalRank } from '../training/held-out.js';
import { type Learnt, NeuralRecommender } from '../training/neural-recommender.js';
import { openNetwork } from '../training/open-network.js';
import { trainNetwork } from '../training/train-network.js';
import { trainingParameters } from '../training/training-parameters.js';
import { queryBags } from './context-bags.js';
import { type Encode, towerEncoder } from './encoder.js';
import { towerGraph } from './graph.js';
import { initialWeights } from './initial-weights.js';
import { towerStep } from './step.js';
import { TowerData, type TowerState } from './tower-data.js';

const schema = z.strictObject({
  /** Width of the embeddings, and of the vectors that come out of the towers. */
  factors: z.int().positive().default(64),
  /** Width of each tower's hidden layer. */
  hidden: z.int().positive().default(128),
  /**
   * What an item is learnt from: what the visitor did `before` it, as sessions are answered, or `around` it, before and after,
   * as histories are.
   */
  context: z.enum(['before', 'around']).default('around'),
  /** What the cosine of visitor and item is divided by. */
  temperature: z.number().positive().default(0.15),
  /** Times ln of its share in the samples is taken off an item's score in training; 1 corrects for it fully, 0 not at all. */
  logQ: z.number().nonnegative().default(1),
  learningRate: z.number().positive().default(0.003),
  epochs: z.int().positive().default(12),
  /** Samples of a step, each of which has the others' items for negatives; null: 512, or all where they are fewer. */
  batchSize: z.int().min(2).nullable().default(null),
  /** An item's heaviest tokens (TF-IDF) that its tower takes, where the shop says anything of its items. */
  itemTokens: z.int().nonnegative().default(16),
  ...trainingParameters,
  ...sessionParameters(0.7),
  /** Events of what an item is learnt from, `around` it half on either side; and of a session, the last so many count. */
  lastItems: z.int().positive().default(6),
  search: z.enum(['exact', 'hnsw']).default('exact'),
});

interface Ready {
  readonly state: TowerState;
  readonly encode: Encode;
  readonly index: VectorIndex;
}

/** Where an approximate index is measured: lists of candidates are long. */
const measuredAt = [20, 100, 500];

/**
 * Two towers: one turns what a visitor did into a vector, the other an item; the score is their cosine over the temperature.
 * Into the visitor's goes the mean of the items' embeddings (of a session the recent ones most), into the item's its own and those
 * of its tokens, which both towers share; and what else is known, where anything is ({@link FitContext.features}). A tower is a
 * hidden layer whose outcome is added to what goes in. The loss is softmax cross-entropy over the items of a batch, each score
 * less ln of how often its item is drawn.
 *
 * Every visitor, known or not, is answered through the tower, and without items by popularity. All items' vectors are computed
 * once, after the fit, and searched like any others: so the model serves to generate candidates. With `patience`, what is held
 * out is the last sessions (`context` before) or the last items of the visitors who came last (around).
 *
 * Source: Yi et al. 2019, "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations" (RecSys '19), sections 3
 * and 5, with shares counted where theirs are estimated from a stream; Covington, Adams & Sargin 2016, "Deep Neural Networks for
 * YouTube Recommendations" (RecSys '16), section 3, for the mean over a history.
 */
export class TwoTower extends NeuralRecommender<z.infer<typeof schema>, TowerState, Ready> {
  constructor(parameters: unknown = {}) {
    super('two-tower', schema, parameters);
  }

  /**
   * @throws InputError when no visitor has two different items, `batchSize` is more than there are samples, features are not those
   * of train's items, or the weights do not fit into memory.
   */
  protected async learn(train: Train, context: FitContext): Promise<Learnt<TowerState>> {
    const { parameters } = this;
    const data = new TowerData(train, parameters, context);
    const { samples, features } = data;
    const shape = data.shape(parameters);
    const start = initialWeights(shape, mix(context.seed, 0));
    const loss = { temperature: parameters.temperature, corrections: data.corrections(parameters.logQ), features };
    const network = await openNetwork(
      {
        step: () => towerStep(shape, start, { ...loss, size: samples.size, entries: samples.entries }),
        graph: () => towerGraph(start, loss),
      },
      context,
    );
    try {
      const history = await trainNetwork(
        {
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
            const ready = await readyOf({ weights, extra: await data.state(weights) }, 'exact', context);
            return meanReciprocalRank(await this.answer(ready, queries, 20, context), targets);
          },
        },
        context,
      );
      const weights = await network.weights();
      return { weights, history, extra: await data.state(weights) };
    } finally {
      network.dispose();
    }
  }

  protected prepare(learnt: Learnt<TowerState>, context: Partial<FitContext>, index?: IndexState): Promise<Ready> {
    return readyOf(learnt, index ?? this.parameters.search, context);
  }

  protected async answer(
    { state, encode, index }: Ready,
    queries: Queries,
    k: number,
    context: Partial<WorkContext>,
  ): Promise<Rankings> {
    const bags = queryBags(queries, state.itemBags, this.parameters);
    const rankings = await index.search(encode(bags, queries.visitor), k, queries.exclude, context);
    const isEmpty = (query: number) => bags.offsets[query] === bags.offsets[query + 1];
    const empty = Array.from({ length: queryCount(queries) }, (_, query) => query).filter(isEmpty);
    fillWithPopular(rankings, empty, state.counts, queries.exclude);
    return rankings;
  }

  similarItems(item: number, k: number): ScoredItems {
    const { values, factors } = this.itemVectors();
    return similarVectors(values, factors, item, k);
  }

  itemVectors(): ItemVectors {
    return { values: this.learnt.extra.vectors, factors: this.parameters.factors };
  }
}

async function readyOf(
  { weights, extra: state }: Pick<Learnt<TowerState>, 'weights' | 'extra'>,
  search: SearchKind | IndexState,
  context: Partial<FitContext>,
): Promise<Ready> {
  const { vectors, visitors, features } = state;
  const factors = weights.items!.columns;
  return {
    state,
    encode: await towerEncoder('visitor', weights, features),
    index:
      typeof search === 'string'
        ? await vectorIndex(search, vectors, factors, context, visitors, measuredAt)
        : await restoreIndex(search, vectors, factors),
  };
}
