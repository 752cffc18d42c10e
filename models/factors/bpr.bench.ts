import { forFinal, loadDataset, splitLog } from '../../data/index.js';
import { binarySignal, signalMatrix, signalSchema } from '../../features/index.js';
import type { Benchmark, Peer } from '../../testing/bench/benchmark.js';
import { bprTrainer } from '../kernels/index.js';

/** An epoch as in implicit: each distinct pair is equally likely, negatives in proportion to their visitors. */
const epoch = (threads: number): Benchmark['prepare'] => {
  return async ({ log: folder }) => {
    const { log } = await loadDataset(folder);
    const { train } = forFinal(splitLog(log, { kind: 'whole' }));
    const matrix = signalMatrix(train, signalSchema().parse(binarySignal));
    const trainer = await bprTrainer(matrix, train.items.size, {
      factors: 64,
      learningRate: 0.05,
      regularization: 0.02,
      negatives: 'popular',
      seed: 1,
      threads,
    });
    return () => trainer.train({ epochs: 1, threads });
  };
};

const implicit = (threads: number): Peer => ({
  script: 'bpr.py',
  args: [String(threads)],
  packages: ['implicit', 'pandas'],
});

export const bprEpochOneThread: Benchmark = {
  name: 'bpr-epoch-one-thread',
  unit: 'ms',
  about: '64 factors, one epoch on the core of the log, factors made before; deterministic, one thread',
  needsLog: 'core',
  times: 10,
  prepare: epoch(1),
  peer: implicit(1),
};

export const bprEpoch: Benchmark = {
  ...bprEpochOneThread,
  name: 'bpr-epoch',
  about: '64 factors, one epoch on the core of the log, factors made before; lock-free, two threads',
  prepare: epoch(2),
  peer: implicit(2),
};
