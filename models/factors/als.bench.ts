import { forFinal, loadDataset, quiet, splitLog } from '../../data/index.js';
import type { Benchmark, Peer } from '../../testing/bench/benchmark.js';
import { Als } from './als.js';

/** Times 64 factors and 15 iterations, starting from the log's columns. */
const fit = (threads: number): Benchmark['prepare'] => {
  return async ({ log: folder }) => {
    const { log } = await loadDataset(folder);
    const { train } = forFinal(splitLog(log, { kind: 'whole' }));
    return () => new Als({ factors: 64, iterations: 15 }).fit(train, { seed: 1, reporter: quiet, threads });
  };
};

const implicit = (threads: number): Peer => ({
  script: 'als.py',
  args: [String(threads)],
  packages: ['implicit', 'pandas'],
});

export const alsFitOneThread: Benchmark = {
  name: 'als-fit-one-thread',
  unit: 's',
  about: '64 factors, 15 iterations, on the core of the log; one thread',
  needsLog: 'core',
  prepare: fit(1),
  peer: implicit(1),
};

export const alsFit: Benchmark = {
  ...alsFitOneThread,
  name: 'als-fit',
  about: '64 factors, 15 iterations, on the core of the log; two threads',
  prepare: fit(2),
  peer: implicit(2),
};

export const alsFull: Benchmark = {
  name: 'als-full',
  unit: 's',
  about: '64 factors, 15 iterations, on the whole log, and the peak memory of the process; two threads',
  needsLog: 'whole',
  memory: true,
  prepare: fit(2),
};
