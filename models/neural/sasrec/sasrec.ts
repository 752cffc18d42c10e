import { z } from 'zod';
import { InputError, mix, type Reporter, type Train } from '../../../data/index.js';
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
} from '../../vector-index/index.js';
import { meanReciprocalRank } from '../training/held-out.js';
import { type Learnt, learnNetwork } from '../training/learn-network.js';
import { trainingParameters } from '../training/training-parameters.js';
import { epochBatches, largestBatch, type SasRecBatch } from './batches.js';
import { ContextReader } from './context-reader.js';
import { contextsOf, singleItems } from './contexts.js';
import { sasRecGraph } from './graph.js';
import { learningSequences } from './learning-sequences.js';
import { type DrawNegatives, noNegatives, ownNegatives, sharedNegatives } from './negatives.js';
import { scoringVectors } from './scoring-vectors.js';
import { firstWeights, type SasRecShape } from './shape.js';
import { sasRecStep } from './step.js';

const schema = z
  .strictObject({
    /** The sequences to learn from: sessions; or whole visitor histories, for logs whose sessions mostly have one event. */
    sequences: z.enum(['sessions', 'visitors']).default('sessions'),
    /** Longer sequences are truncated to their last items, this many. */
    maxLength: z.int().positive().default(50),
    embeddingSize: z.int().positive().default(128),
    blocks: z.int().positive().default(2),
    /** Heads of a block's attention; must divide the embedding size. */
    heads: z.int().positive().default(1),
    /** Dropout rate in training of what each attention and each feed-forward network adds, … */
    dropout: z.number().min(0).lt(1).default(0.3),
    /** … and of the first block's input. */
    embeddingDropout: z.number().min(0).lt(1).default(0.2),
    /** Softmax over the next item and drawn ones, or over all items; or, as published, binary cross-entropy with one drawn item. */
    loss: z.enum(['sampled-softmax', 'softmax', 'bce']).default('sampled-softmax'),
    /** An item's score is its cosine with the session divided by this; null: scores are inner products, as published. */
    temperature: z.number().positive().nullable().default(0.07),
    /** With sampled softmax: negatives that a whole batch shares, … */
    negatives: z.int().positive().default(2048),
    /** … drawn in proportion to (number of events)^power, … */
    power: z.number().default(0.5),
    /** … and `logQ` · ln(its share in the draws) is subtracted from an item's score: 1 corrects fully, 0 not at all. */
    logQ: z.number().nonnegative().default(0.7),
    epochs: z.int().positive().default(9),
    learningRate: z.number().positive().default(0.001),
    /** Sequences in a step; null: 128, or all where there are fewer. */
    batchSize: z.int().positive().nullable().default(null),
    /**
     * Sequences are learnt in order of their ends, so that the latest, most like those to come, come last. Each is drawn from the next
     * ones, this share of all. 0: exactly in that order; 1: in any order.
     */
    reach: z.number().min(0).max(1).default(0.02),
    ...trainingParameters,
    averaged: trainingParameters.averaged.unwrap().default(4),
    search: z.enum(['exact', 'hnsw']).default('exact'),
  })
  .refine(({ embeddingSize, heads }) => embeddingSize % heads === 0, {
    path: ['heads'],
    error: 'a number that divides embeddingSize',
  });

type Parameters = z.infer<typeof schema>;

interface State extends Learnt {
  /** How often each item occurs in the training sequences. */
  readonly counts: Float64Array;
  readonly index: IndexState;
}

interface Ready extends VectorReady {
  readonly counts: Float64Array;
  readonly reader: ContextReader;
}

/**
 * Self-attention over a session's items in their order. In a stack of blocks every item attends to those before it; the outcome is a
 * vector that predicts the next item. The score is its cosine with that item's embedding, divided by a temperature.
 *
 * As published: learned positions, layer normalization of the input of attention and feed-forward network, dropout of their output,
 * ReLU, one item embedding for input and output. Positions are counted from the sequence's first item, so that what was learnt
 * from the beginning of long sessions holds for short ones. By default some settings differ from the paper. Four rank better on
 * validation of RetailRocket's sessions: softmax over drawn items replaces one negative (`loss`), cosine replaces inner
 * products (`temperature`), sequences are learnt nearly in their order (`reach`), and the weights are a mean over the last epochs
 * (`averaged`). And the value projection starts near ½ · identity, so that fewer epochs suffice.
 *
 * A history is read as one sequence, its last `maxLength` events. Without a known item, the most frequent items are recommended, scored
 * by their counts. Items without an event in the sequences are never recommended.
 *
 * Source: Kang & McAuley 2018, "Self-Attentive Sequential Recommendation" (ICDM '18); Klenitskiy & Vasilev 2023, "Turning Dross Into
 * Gold Loss: is BERT4Rec really better than SASRec?" (RecSys '23), for the loss; Bengio & Senécal 2003, for its correction; Izmailov
 * et al. 2018 (UAI '18), for the mean.
 */
export class SasRec extends VectorRecommender<Parameters, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('sasrec', schema, parameters);
  }

  /** The weights with their gradients and the optimizer's sums, and the vectors of the negatives. */
  protected override memoryOn({ items }: Train): MemoryOf<Parameters> {
    return ({ embeddingSize, blocks, maxLength, loss, negatives }) => {
      const rows = items.size + maxLength + 6 * blocks * embeddingSize;
      const drawn = loss === 'sampled-softmax' ? negatives : 0;
      return { kernel: 4 * embeddingSize * (3 * rows + drawn) };
    };
  }

  /** @throws InputError when no sequence has two items, `batchSize` exceeds their number, or they do not fit into memory. */
  protected async learn(train: Train, work: FitOptions): Promise<State> {
    const { parameters } = this;
    const { sequences, counts, heldOut } = learningSequences(train, parameters);
    const count = sequences.offsets.length - 1;
    const batchSize = batchSizeFor(count, parameters.batchSize, work.reporter);
    const weightOf = counts.map((n) => (n > 0 ? n ** parameters.power : 0));
    const shape = this.#shape(counts.length, weightOf);
    const start = firstWeights(shape, mix(work.seed, 0));
    const { reach, search } = parameters;
    const draw = drawNegatives(parameters, weightOf);
    const most = { ...largestBatch(sequences, batchSize), negatives: parameters.negatives };
    const { weights, history } = await learnNetwork<SasRecBatch>(
      { step: () => sasRecStep(shape, start, most), graph: () => sasRecGraph(shape, start) },
      (network) => ({
        model: this.name,
        network,
        parameters,
        modelParameters: parameters,
        batches: (epoch) => epochBatches(sequences, { batchSize, reach, draw }, mix(mix(work.seed, 1), epoch)),
        sizeOf: ({ items }) => items.length,
        steps: Math.ceil(count / batchSize),
        samples: sequences.values.length - count,
        unit: 'clicks',
        validate: async () => {
          const ready = await this.prepare({ weights: await network.weights(), counts, index: { kind: 'exact' } });
          return meanReciprocalRank(await this.answer(ready, heldOut!.queries, 20, work), heldOut!.targets);
        },
      }),
      work,
    );
    const items = scoringVectors(shape, weights, counts);
    const sample = () => new ContextReader(shape, weights).read(singleItems(counts, work.seed));
    const index = await indexState(search, items, shape.embeddingSize, work, sample);
    return { weights, history, counts, index };
  }

  #shape(items: number, weightOf?: Float64Array): SasRecShape {
    const total = weightOf?.reduce((sum, weight) => sum + weight, 0) ?? 1;
    const corrections = Float32Array.from(weightOf ?? [], (weight) => this.parameters.logQ * Math.log(weight / total));
    return { ...this.parameters, items, corrections };
  }

  protected async prepare({ weights, counts, index }: Omit<State, 'history'>): Promise<Ready> {
    const shape = this.#shape(counts.length);
    return {
      counts,
      popular: new PopularItems(counts),
      reader: new ContextReader(shape, weights),
      index: await openIndex(index, scoringVectors(shape, weights, counts), shape.embeddingSize),
    };
  }

  protected async vectors(
    { counts, reader }: Ready,
    queries: Queries,
    work: Partial<WorkOptions>,
  ): Promise<QueryVectors> {
    const contexts = contextsOf(queries, counts, this.parameters.maxLength);
    const vectors = await reader.read(contexts, work);
    const isEmpty = (query: number) => contexts.offsets[query] === contexts.offsets[query + 1];
    return { vectors, empty: [...queries.from.keys()].filter(isEmpty) };
  }

  itemVectors(): ItemVectors {
    const { values, columns } = this.state.weights.items!;
    return { values, factors: columns };
  }
}

function drawNegatives({ loss, negatives }: Parameters, weightOf: Float64Array): DrawNegatives {
  if (loss === 'sampled-softmax') return sharedNegatives(weightOf, negatives);
  return loss === 'softmax' ? noNegatives : ownNegatives(weightOf.length);
}

const usualBatch = 128;

function batchSizeFor(sequences: number, given: number | null, reporter: Reporter): number {
  if (given !== null && given > sequences)
    throw new InputError(
      `sasrec: batchSize is ${given}, and train has ${sequences} sequences of two items or more`,
      {},
      `at most ${sequences}`,
    );
  if (given === null && usualBatch > sequences)
    reporter.say('sasrec', `batchSize is ${sequences}, the number of sequences of two items or more`, 'note');
  return given ?? Math.min(usualBatch, sequences);
}
