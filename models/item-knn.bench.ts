import { forFinal, loadDataset, silent, splitLog } from '../data/index.js';
import type { Benchmark, Peer } from '../testing/bench/benchmark.js';
import { ItemKnn } from './item-knn.js';

const fit = {
  unit: 's',
  needsLog: 'whole',
  about: '50 neighbours of each item from the whole log, not cleaned; ours on one thread',
  prepare: async ({ log: folder }) => {
    const { log } = await loadDataset(folder);
    const { train } = forFinal(splitLog(log, { kind: 'whole' }));
    return () => new ItemKnn({ neighbours: 50 }).fit(train, { seed: 1, progress: silent, threads: 1 });
  },
} satisfies Partial<Benchmark>;

const implicit = (threads: number): Peer => ({
  script: 'item_knn.py',
  args: [String(threads)],
  packages: ['implicit', 'pandas'],
});

export const itemKnnFit: Benchmark = { ...fit, name: 'item-knn-fit', peer: implicit(0) };
export const itemKnnFitOneThread: Benchmark = { ...fit, name: 'item-knn-fit-one-thread', peer: implicit(1) };
