import { quiet } from '../../data/index.js';
import type { Benchmark, Peer } from '../../testing/bench/benchmark.js';
import { rankingTable } from '../../testing/bench/ranking-table.js';
import { trainTrees } from './train-trees.js';

/** Tables of queries of 100 rows: a shop's candidates, and one of the width of MSLR-WEB. */
const shapes = { narrow: [100_000, 20], wide: [50_000, 136] } as const;
type Shape = keyof typeof shapes;

const table = (shape: Shape) => rankingTable(shapes[shape][0], shapes[shape][1], 100, 1);

const xgboost = (what: 'fit' | 'predict', shape: Shape, threads: number): Peer => ({
  script: 'trees.py',
  args: [what, ...shapes[shape].map(String), String(threads)],
  packages: ['xgboost', 'numpy'],
});

const shapeText = (shape: Shape) => shapes[shape].map((size) => size.toLocaleString('en')).join(' × ');

const fitOf = (shape: Shape, threads: number): Benchmark => ({
  name: `trees-fit-${shape}${threads === 1 ? '-one-thread' : ''}`,
  unit: 's',
  clock: threads === 1 ? 'cpu' : 'wall',
  about: `LambdaMART, 30 trees of depth 6, ${shapeText(shape)}, queries of 100; ${threads === 1 ? 'one thread' : 'two threads'}`,
  prepare: async () => {
    const examples = table(shape);
    return () => trainTrees(examples, { rounds: 30 }, { seed: 1, threads, reporter: quiet });
  },
  peer: xgboost('fit', shape, threads),
});

export const treesFitNarrowOneThread = fitOf('narrow', 1);
export const treesFitNarrow = fitOf('narrow', 2);
export const treesFitWideOneThread = fitOf('wide', 1);
export const treesFitWide = fitOf('wide', 2);

const predictOf = (shape: Shape): Benchmark => ({
  name: `trees-predict-${shape}`,
  unit: 'ms',
  about: `500 rows of ${shapes[shape][1]} features through 100 trees of depth 6; one thread`,
  times: 300,
  prepare: async () => {
    const examples = table(shape);
    const { trees } = await trainTrees(examples, { rounds: 100 }, { seed: 1, threads: 1, reporter: quiet });
    const { names, values } = examples.matrix;
    const shown = { names, values: values.slice(0, 500 * names.length) };
    return () => trees.scores(shown);
  },
  peer: xgboost('predict', shape, 1),
});

export const treesPredictNarrow = predictOf('narrow');
export const treesPredictWide = predictOf('wide');
