import { forFinal, loadDataset, mix, splitLog } from '../../../data/index.js';
import type { Benchmark } from '../../../testing/bench/benchmark.js';
import { epochBatches, largestBatch } from './batches.js';
import { learningSequences } from './learning-sequences.js';
import { sharedNegatives } from './negatives.js';
import { firstWeights, type SasRecShape } from './shape.js';
import { sasRecStep } from './step.js';

const options = { sequences: 'sessions', maxLength: 50, patience: 0, heldOut: 0.05 } as const;
const batchSize = 128;
const negatives = 256;
const warmUp = 30;

const epochOn = (threads: number): Benchmark['prepare'] => {
  return async ({ log: folder }) => {
    const { log, givenTest } = await loadDataset(folder);
    const { train } = forFinal(splitLog(log, { kind: 'given' }, givenTest));
    const { sequences, counts } = learningSequences(train, options);
    const weightOf = counts.map(Math.sqrt);
    const total = weightOf.reduce((sum, weight) => sum + weight, 0);
    const shape: SasRecShape = {
      items: counts.length,
      embeddingSize: 64,
      blocks: 2,
      heads: 1,
      maxLength: 50,
      dropout: 0.2,
      embeddingDropout: 0.2,
      temperature: null,
      loss: 'sampled-softmax',
      corrections: Float32Array.from(weightOf, (weight) => Math.log(weight / total)),
    };
    const network = await sasRecStep(shape, firstWeights(shape, 1), {
      ...largestBatch(sequences, batchSize),
      negatives,
    });
    const draw = sharedNegatives(weightOf, negatives);
    const epoch = (key: number, steps = Number.POSITIVE_INFINITY) =>
      network.withThreads(threads, async () => {
        let step = 0;
        for (const batch of epochBatches(sequences, { batchSize, reach: 1, draw }, mix(1, key))) {
          if (step++ === steps) break;
          await network.step(batch, { learningRate: 0.001, clipNorm: 0 });
        }
      });
    await epoch(0, warmUp);
    return () => epoch(1);
  };
};

export const sasRecEpoch: Benchmark = {
  name: 'sasrec-epoch',
  unit: 's',
  clock: 'cpu',
  about:
    '2 blocks of one head, width 64, 128 sessions a batch, sampled softmax over 256 shared negatives: batches made, forward, backward, Adam; one thread',
  needsLog: 'sessions',
  prepare: epochOn(1),
  peer: { script: 'sasrec.py', packages: ['torch', 'pandas'] },
};

export const sasRecTwoWorkers: Benchmark = {
  ...sasRecEpoch,
  name: 'sasrec-two-workers',
  clock: 'wall',
  about: 'the same epoch on two threads, beside one',
  prepare: epochOn(2),
  peer: { name: 'one thread', prepare: epochOn(1) },
};
