import { z } from 'zod';
import { listAt, type Train, transposed, type WeightedLists } from '../../data/index.js';
import { type SignalMatrix, signalMatrix, signalSchema } from '../../features/index.js';
import { contextSignals } from '../base/context-signals.js';
import { TopK } from '../base/rankings.js';
import type { Queries, WorkOptions } from '../base/recommender.js';
import { type AddQuery, SummingRecommender } from '../base/summing-recommender.js';

const schema = z.strictObject({
  /** The number of most similar visitors that score items. */
  neighbours: z.int().positive().default(100),
  /** The weights in the visitor × item matrix and in the query's row; TF-IDF by default. */
  signal: signalSchema({ weighting: 'tf-idf' }),
});

/** The matrix and working memory for inference, prepared once and reused for every query. */
interface Ready {
  readonly items: number;
  readonly matrix: SignalMatrix;
  /** The visitors of each item. */
  readonly byItem: WeightedLists;
  /** The squared length of each visitor's row. */
  readonly squared: Float64Array;
  /** The dot product of each visitor's row with the current query's; 0 for visitors who share no item with it. */
  readonly dot: Float64Array;
  readonly touched: Int32Array;
  readonly nearest: TopK;
  readonly neighbours: Int32Array;
  readonly similarities: Float64Array;
}

/**
 * Recommends the items of the most similar visitors: Σ similarity · weight over the neighbours.
 *
 * The context is read as a row of the visitor × item matrix and compared with all others by cosine. So visitors and sessions
 * unseen in train are treated like any other; a visitor's own row of train is no neighbour. An index from items to their
 * visitors finds all that share an item: the time of a query grows with the number of its items' visitors.
 * Source: Herlocker et al. 1999 (SIGIR '99), with cosine as in Breese, Heckerman & Kadie 1998.
 */
export class UserKnn extends SummingRecommender<z.infer<typeof schema>, SignalMatrix, Ready> {
  constructor(parameters: unknown = {}) {
    super('user-knn', schema, parameters);
  }

  /** @throws InputError when no event of train has a positive signal. */
  protected learn(train: Train, { reporter }: WorkOptions): SignalMatrix {
    const bar = reporter.start('user-knn: visitors', 1, 'matrix');
    const matrix = signalMatrix(train, this.parameters.signal);
    bar.finish();
    return matrix;
  }

  protected prepare(matrix: SignalMatrix): Ready {
    const visitors = matrix.offsets.length - 1;
    const squared = new Float64Array(visitors);
    for (let visitor = 0; visitor < visitors; visitor++)
      for (let at = matrix.offsets[visitor]!; at < matrix.offsets[visitor + 1]!; at++)
        squared[visitor]! += matrix.weights[at]! ** 2;
    const k = Math.min(this.parameters.neighbours, visitors);
    const items = matrix.statistics.itemLength.length;
    return {
      items,
      matrix,
      byItem: transposed(matrix, items),
      squared,
      dot: new Float64Array(visitors),
      touched: new Int32Array(visitors),
      nearest: new TopK(k),
      neighbours: new Int32Array(k),
      similarities: new Float64Array(k),
    };
  }

  /** A cause is an item that a neighbour shares with the visitor. */
  protected override get via() {
    return 'visitors' as const;
  }

  protected adder(ready: Ready, queries: Queries): AddQuery {
    const { matrix, neighbours, similarities } = ready;
    const rows = contextSignals(queries, this.parameters.signal, matrix.statistics);
    return (query, scores) => {
      const found = findNearest(rows, query, queries.visitor[query]!, ready);
      const sharesOf = scores.traces ? sharesIn(rows, query) : undefined;
      for (let i = 0; i < found; i++) {
        const visitor = neighbours[i]!;
        if (sharesOf) scores.because(...sharesOf(matrix, visitor));
        for (let at = matrix.offsets[visitor]!; at < matrix.offsets[visitor + 1]!; at++)
          scores.add(matrix.values[at]!, similarities[i]! * matrix.weights[at]!);
      }
    };
  }
}

/** The share of each item of a row in the dot product with a neighbour's row, and so in the cosine; shares sum to 1. */
function sharesIn(rows: WeightedLists, row: number) {
  const weightOf = new Map(
    Array.from(listAt(rows, row), (item, i) => [item, rows.weights[rows.offsets[row]! + i]!] as const),
  );
  return ({ offsets, values, weights }: WeightedLists, neighbour: number): [items: number[], shares: number[]] => {
    const items: number[] = [];
    const products: number[] = [];
    for (let at = offsets[neighbour]!; at < offsets[neighbour + 1]!; at++) {
      const weight = weightOf.get(values[at]!);
      if (weight === undefined) continue;
      items.push(values[at]!);
      products.push(weight * weights[at]!);
    }
    const dot = products.reduce((sum, product) => sum + product, 0);
    return [items, products.map((product) => product / dot)];
  };
}

/** Finds the visitors most similar to a row, ties by the smaller id, `self` left out; returns their number. */
function findNearest(rows: WeightedLists, row: number, self: number, ready: Ready): number {
  const { byItem, squared, dot, touched, nearest, neighbours, similarities } = ready;
  let others = 0;
  let length = 0;
  for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at++) {
    const weight = rows.weights[at]!;
    length += weight ** 2;
    const item = rows.values[at]!;
    for (let of = byItem.offsets[item]!; of < byItem.offsets[item + 1]!; of++) {
      const visitor = byItem.values[of]!;
      if (dot[visitor] === 0) touched[others++] = visitor;
      dot[visitor]! += weight * byItem.weights[of]!;
    }
  }
  for (let i = 0; i < others; i++) {
    const visitor = touched[i]!;
    // the root of a quotient, not a quotient of roots: so equal similarities stay exactly equal
    if (visitor !== self) nearest.offer(visitor, Math.sqrt(dot[visitor]! ** 2 / (length * squared[visitor]!)));
    dot[visitor] = 0;
  }
  return nearest.drain(neighbours, similarities, 0);
}
