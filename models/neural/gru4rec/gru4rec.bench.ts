import { forFinal, loadDataset, quiet, splitLog } from '../../../data/index.js';
import type { Benchmark, Peer } from '../../../testing/bench/benchmark.js';
import { parseParameters } from '../../base/parameters.js';
import { epochBatches, epochSize } from './batches.js';
import { learningOf } from './learning.js';
import { type Gru4RecParameters, gru4RecSchema } from './parameters.js';
import { firstWeights } from './shape.js';
import { gru4RecStep } from './step.js';

/** Steps from the middle of an epoch on: batching, forward, backward, update. The first steps do not count. */
const steps = (given: Partial<Gru4RecParameters>, count: number, threads: number): Benchmark['prepare'] => {
  return async ({ log: folder }) => {
    const { log, givenTest } = await loadDataset(folder);
    const { train } = forFinal(splitLog(log, { kind: 'given' }, givenTest));
    const learning = learningOf(train, parseParameters('gru4rec', gru4RecSchema, given), { seed: 1, reporter: quiet });
    const { parameters, shape, statistics, sessions, batches } = learning;
    const network = await gru4RecStep(shape, parameters, statistics, firstWeights(shape, 1));
    const epoch = epochBatches(sessions, batches, 0);
    const half = epochSize(sessions, batches).steps / 2;
    for (let step = 0; step < half; step++) epoch.next();
    const options = { learningRate: parameters.learningRate, clipNorm: 0 };
    const work = () =>
      network.withThreads(threads, async () => {
        for (let step = 0; step < count; step++) await network.step(epoch.next().value!, options);
      });
    await work();
    return work;
  };
};

const ofStep = (rows: number): Benchmark => ({
  name: `gru4rec-step-${rows}`,
  unit: 'ms',
  clock: 'cpu',
  about: `100 units, cross-entropy over 2,048 samples, ${rows} sessions side by side, a step; one thread`,
  needsLog: 'sessions',
  times: 10,
  count: 10,
  prepare: steps({ preset: 'defaults', batchSize: rows }, 10, 1),
  peer: { script: 'gru4rec.py', args: [`step-${rows}`], packages: ['torch', 'pandas'] },
});

export const gru4RecStep32 = ofStep(32);
export const gru4RecStep128 = ofStep(128);

export const gru4RecEpoch: Benchmark = {
  name: 'gru4rec-epoch',
  unit: 'ms',
  clock: 'cpu',
  about:
    'the authors’ RetailRocket settings (224 units, bpr-max, 80 sessions side by side), a step of the 600 in the middle of an epoch; one thread',
  needsLog: 'sessions',
  times: 10,
  count: 60,
  prepare: steps({ preset: 'retailrocket' }, 60, 1),
  peer: { script: 'gru4rec.py', args: ['preset'], packages: ['torch', 'pandas'] },
};

/** The same work compared with PyTorch, whose losses and updates are composed as in the authors' code. */
const besideAuthors = (benchmark: Benchmark): Benchmark => {
  const peer = benchmark.peer as Peer;
  return {
    ...benchmark,
    name: `${benchmark.name}-authors`,
    about: `${benchmark.about}; beside the operations of the authors’ own code`,
    peer: { ...peer, args: [...peer.args!, 'authors'] },
  };
};

export const gru4RecStep32Authors = besideAuthors(gru4RecStep32);
export const gru4RecStep128Authors = besideAuthors(gru4RecStep128);
export const gru4RecEpochAuthors = besideAuthors(gru4RecEpoch);

export const gru4RecTwoWorkers: Benchmark = {
  ...gru4RecEpoch,
  name: 'gru4rec-two-workers',
  clock: 'wall',
  about: 'the same steps on two threads, beside ours on one',
  prepare: steps({ preset: 'retailrocket' }, 60, 2),
  peer: { name: 'one thread', prepare: steps({ preset: 'retailrocket' }, 60, 1) },
};
