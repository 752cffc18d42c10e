import { z } from 'zod';
import { type Train, transposed, type WeightedLists } from '../../data/index.js';
import { type SignalMatrix, signalMatrix, signalSchema } from '../../features/index.js';
import { contextSignals } from '../base/context-signals.js';
import { Exclusion } from '../base/exclusion.js';
import { fitted } from '../base/fitted.js';
import { ItemScores } from '../base/item-scores.js';
import { parseParameters } from '../base/parameters.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import { type Queries, queryCount, type Rankings, type Recommender, type WorkContext } from '../base/recommender.js';
import { readState, writeState } from '../base/state-file.js';

const schema = z.strictObject({
  /** How many visitors most like the one who asks are heard. */
  neighbours: z.int().positive().default(100),
  /** What the visitor × item matrix is made of, and the row of the one who asks; TF-IDF unless said. */
  signal: signalSchema({ weighting: 'tf-idf' }),
});

/** What recommending needs besides the matrix; made once, used for query after query. */
interface Tools {
  /** The visitors of each item. */
  readonly byItem: WeightedLists;
  /** The squared length of each visitor's row. */
  readonly squared: Float64Array;
  /** Of the visitors that share an item with the query at hand, the dot product of the rows; 0 otherwise. */
  readonly dot: Float64Array;
  readonly touched: Int32Array;
  readonly nearest: TopK;
  readonly neighbours: Int32Array;
  readonly similarities: Float64Array;
}

/**
 * Recommends what the visitors most like the one who asks have: Σ similarity · worth over its neighbours.
 *
 * The context is read as a row of the visitor × item matrix and compared with all others by cosine, so that a visitor or a
 * session that train has not seen is answered like any other; a visitor's own row of train is no neighbour. An index from
 * items to their visitors finds all that share an item: a query takes as long as its items have visitors.
 * Source: Herlocker et al. 1999 (SIGIR '99), with cosine as in Breese, Heckerman & Kadie 1998.
 */
export class UserKnn implements Recommender {
  readonly name = 'user-knn';
  parameters: z.infer<typeof schema>;
  #matrix: SignalMatrix | undefined;
  #tools: Tools | undefined;

  constructor(parameters: unknown = {}) {
    this.parameters = parseParameters(this.name, schema, parameters);
  }

  /** @throws InputError when the signal finds nothing in train. */
  async fit(train: Train, context: WorkContext): Promise<void> {
    context.signal?.throwIfAborted();
    const task = context.progress.start('user-knn: visitors', 1, 'matrix');
    this.#use(signalMatrix(train, this.parameters.signal));
    task.finish();
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const matrix = fitted(this.#matrix, this.name);
    const tools = fitted(this.#tools, this.name);
    const items = matrix.statistics.itemLength.length;
    const rows = contextSignals(queries, this.parameters.signal, matrix.statistics);
    const rankings = emptyRankings(queryCount(queries), k);
    const excluded = new Exclusion(items);
    const best = new TopK(Math.min(k, items));
    const scores = new ItemScores(items);
    for (let query = 0; query < queryCount(queries); query++) {
      context.signal?.throwIfAborted();
      excluded.set(queries.exclude, query);
      const found = findNearest(rows, query, queries.visitor[query]!, tools);
      for (let i = 0; i < found; i++) {
        const visitor = tools.neighbours[i]!;
        for (let at = matrix.offsets[visitor]!; at < matrix.offsets[visitor + 1]!; at++)
          scores.add(matrix.values[at]!, tools.similarities[i]! * matrix.weights[at]!);
      }
      scores.drain(excluded, best, rankings, query);
    }
    return rankings;
  }

  #use(matrix: SignalMatrix): void {
    const visitors = matrix.offsets.length - 1;
    const squared = new Float64Array(visitors);
    for (let visitor = 0; visitor < visitors; visitor++)
      for (let at = matrix.offsets[visitor]!; at < matrix.offsets[visitor + 1]!; at++)
        squared[visitor]! += matrix.weights[at]! ** 2;
    const k = Math.min(this.parameters.neighbours, visitors);
    this.#matrix = matrix;
    this.#tools = {
      byItem: transposed(matrix, matrix.statistics.itemLength.length),
      squared,
      dot: new Float64Array(visitors),
      touched: new Int32Array(visitors),
      nearest: new TopK(k),
      neighbours: new Int32Array(k),
      similarities: new Float64Array(k),
    };
  }

  async save(file: string): Promise<void> {
    await writeState(file, this.name, this.parameters, fitted(this.#matrix, this.name));
  }

  async load(file: string): Promise<void> {
    const { parameters, state } = await readState<SignalMatrix>(file, this.name);
    this.parameters = parseParameters(this.name, schema, parameters);
    this.#use(state);
  }
}

/** Finds the visitors most like a row, ties to the smaller id, `self` left out; gives their number. */
function findNearest(rows: WeightedLists, row: number, self: number, tools: Tools): number {
  const { byItem, squared, dot, touched, nearest, neighbours, similarities } = tools;
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
    // the root of a quotient, not a quotient of roots: so equal ones come out equal
    if (visitor !== self) nearest.offer(visitor, Math.sqrt(dot[visitor]! ** 2 / (length * squared[visitor]!)));
    dot[visitor] = 0;
  }
  return nearest.drain(neighbours, similarities, 0);
}
