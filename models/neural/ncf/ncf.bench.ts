import { forFinal, loadDataset, splitLog } from '../../../data/index.js';
import { binarySignal, signalMatrix, signalSchema } from '../../../features/index.js';
import type { Benchmark } from '../../../testing/bench/benchmark.js';
import { NcfBatches } from './batches.js';
import { initialWeights } from './initial-weights.js';
import { type NcfShape, towerOf } from './shape.js';
import { ncfStep } from './step.js';

const steps = 20;

export const neumfStep: Benchmark = {
  name: 'neumf-step',
  unit: 'ms',
  clock: 'cpu',
  about:
    'NeuMF, embeddings of 32 for GMF, and of 32 and 32 for a tower 64-32-16; 1,024 pairs of session and item, each beside 4 negatives: drawn, forward, backward, Adam; one thread',
  needsLog: 'sessions',
  times: 10,
  count: steps,
  prepare: async ({ log: folder }) => {
    const { log, givenTest } = await loadDataset(folder);
    const { train } = forFinal(splitLog(log, { kind: 'given' }, givenTest));
    const matrix = signalMatrix(train, signalSchema().parse(binarySignal));
    const size = { visitors: train.visitors.size, items: train.items.size };
    const shape: NcfShape = { kind: 'neumf', ...size, factors: 32, ...towerOf('64-32-16') };
    const options = { batchSize: 1024, negatives: 4, dropout: 0, regularization: 0 };
    const network = await ncfStep(shape, initialWeights(shape, 1), options);
    const batches = new NcfBatches(matrix, { ...options, seed: 1 }).epoch(0);
    return async () => {
      for (let step = 0; step < steps; step++)
        await network.step(batches.next().value!, { learningRate: 0.001, clipNorm: 0 });
    };
  },
  peer: { script: 'ncf.py', packages: ['torch', 'pandas'] },
};
