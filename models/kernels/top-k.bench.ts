import { forFinal, loadDataset, mix, splitLog } from '../../data/index.js';
import { signalMatrix, signalSchema } from '../../features/index.js';
import type { Benchmark } from '../../testing/bench/benchmark.js';
import { fitAls } from './als.js';
import { packedRows } from './rows.js';
import { topKItems } from './top-k.js';

const factors = 64;
const visitors = 50_000;
const threads = 2;
const als = { factors, regularization: 50, alpha: 40, iterations: 15, cgSteps: 3 };
const uniform = signalSchema().parse({ weights: { view: 1, addtocart: 1, transaction: 1 }, repeats: 1 });

/** The lists of 50,000 visitors of the core from ALS factors that already lie in the kernel's memory. */
const search = (prunes: boolean): Benchmark['prepare'] => {
  return async ({ log: folder }) => {
    const { log } = await loadDataset(folder);
    const { train } = forFinal(splitLog(log, { kind: 'whole' }));
    const matrix = signalMatrix(train, uniform);
    const start = (side: 'rows' | 'columns', entry: number) => (0.01 * mix(Number(side === 'rows'), entry)) / 2 ** 32;
    const { rows, columns } = await fitAls(matrix, train.items.size, { ...als, start }, { threads });
    const queries = packedRows(rows, factors).subarray(0, visitors * factors);
    const items = await topKItems(packedRows(columns, factors), factors);
    return () => items.search(queries, 20, matrix, { prunes, threads });
  };
};

export const topFull: Benchmark = {
  name: 'top-20-full',
  unit: 's',
  about: 'lists of 20 for 50,000 visitors of the core from 64 ALS factors, every item scored; two threads',
  needsLog: 'core',
  times: 3,
  prepare: search(false),
  peer: { script: 'top_k.py', args: [String(threads)], packages: ['implicit', 'pandas'] },
};

export const topPruned: Benchmark = {
  ...topFull,
  name: 'top-20-pruned',
  about: 'the same lists, items left out that are too short to matter; two threads',
  prepare: search(true),
};
