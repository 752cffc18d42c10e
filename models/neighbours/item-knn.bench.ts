import { availableParallelism } from 'node:os';
import { forFinal, loadDataset, quiet, splitLog } from '../../data/index.js';
import type { Benchmark } from '../../testing/bench/benchmark.js';
import { ItemKnn } from './item-knn.js';

/** @param threads implicit's number of threads; 0, its default, is all. */
const fit = (threads: number) => ({
  unit: 's' as const,
  needsLog: 'core' as const,
  prepare: async ({ log: folder }: { readonly log: string }) => {
    const { log } = await loadDataset(folder);
    const { train } = forFinal(splitLog(log, { kind: 'whole' }));
    const work = { seed: 1, reporter: quiet, threads: threads || availableParallelism() };
    return () => new ItemKnn({ neighbours: 50 }).fit(train, work);
  },
  peer: { script: 'item_knn.py', args: [String(threads)], packages: ['implicit', 'pandas'] },
});

const about = 'item-knn, cosine: 50 neighbours of each item';

export const itemKnnFit: Benchmark = { ...fit(0), name: 'item-knn-fit', about: `${about}, on all threads` };
export const itemKnnFitOneThread: Benchmark = {
  ...fit(1),
  name: 'item-knn-fit-one-thread',
  about: `${about}, on one thread`,
};
