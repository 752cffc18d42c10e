import { forFinal, loadDataset, quiet, splitLog } from '../../../data/index.js';
import type { Benchmark } from '../../../testing/bench/benchmark.js';
import { initialWeights } from './initial-weights.js';
import { towerStep } from './step.js';
import { TowerData, type TowerDataOptions } from './tower-data.js';

const steps = 20;

const options: TowerDataOptions = {
  context: 'before',
  lastItems: 20,
  decay: 1,
  batchSize: 512,
  itemTokens: 0,
  patience: 0,
  heldOut: 0.05,
};

export const twoTowerStep: Benchmark = {
  name: 'two-tower-step',
  unit: 'ms',
  clock: 'cpu',
  about:
    'embeddings of 64, towers 64 → 128 → 64, 512 samples with the mean of up to 20 items before each, on sessions: batch made, forward, backward, Adam; one thread',
  needsLog: 'sessions',
  times: 10,
  count: steps,
  prepare: async ({ log: folder }) => {
    const { log, givenTest } = await loadDataset(folder);
    const { train } = forFinal(splitLog(log, { kind: 'given' }, givenTest));
    const data = new TowerData(train, options, { seed: 1, reporter: quiet, threads: 1 });
    const { samples } = data;
    const shape = data.shape({ factors: 64, hidden: 128 });
    const network = await towerStep(shape, initialWeights(shape, 1), {
      temperature: 0.1,
      corrections: data.corrections(1),
      size: samples.size,
      entries: samples.entries,
    });
    const batches = samples.epoch(0);
    return async () => {
      for (let step = 0; step < steps; step++)
        await network.step(batches.next().value!, { learningRate: 0.001, clipNorm: 0 });
    };
  },
  peer: { script: 'two_tower.py', packages: ['torch', 'pandas'] },
};
