import type { WeightedLists } from '../../../data/index.js';
import type { Queries, Rankings, ScoredItems, WorkContext } from '../../base/recommender.js';
import { similarVectors, type VectorIndex, vectorIndex } from '../../vector-index/index.js';
import type { Weights } from '../training/network.js';
import { PairRanker } from './pair-ranker.js';
import { hasMlp, type NcfShape } from './shape.js';
import { VisitorVectors } from './visitor-vectors.js';

/** What a trained NCF model answers with. Items without visitors are never answered. */
export class NcfAnswers {
  private constructor(
    readonly visitors: VisitorVectors,
    /** items × width: embeddings, zeros for items without visitors. */
    readonly items: Float32Array,
    readonly rank: PairRanker['rank'],
    /** Where the logit is an inner product, of GMF alone. */
    readonly index?: VectorIndex,
  ) {}

  /** @param matrix what the weights were trained on. */
  static async of(shape: NcfShape, weights: Weights, matrix: WeightedLists): Promise<NcfAnswers> {
    const known = Int32Array.from(new Set(matrix.values)).sort();
    const items = new Float32Array(sideBySide(weights, 'items').values.length);
    const all = sideBySide(weights, 'items');
    for (const item of known)
      items.set(all.values.subarray(item * all.width, (item + 1) * all.width), item * all.width);
    const trained = sideBySide(weights, 'visitors');
    const visitors = new VisitorVectors(trained.values, trained.width, matrix, shape.items);
    if (hasMlp(shape)) {
      const ranker = await PairRanker.of(shape, weights, known);
      return new NcfAnswers(visitors, items, (...args) => ranker.rank(...args));
    }
    const index = await vectorIndex('exact', items, shape.factors);
    const output = weights['output.gmf']!.values;
    const rank: PairRanker['rank'] = (vectors, k, exclude, context) =>
      index.search(
        vectors.map((value, at) => value * output[at % shape.factors]!),
        k,
        exclude,
        context,
      );
    return new NcfAnswers(visitors, items, rank, index);
  }

  /** @param contexts the items of each query's context and what they count. */
  recommend(queries: Queries, contexts: WeightedLists, k: number, context: Partial<WorkContext>): Promise<Rankings> {
    return this.rank(this.visitors.of(queries, contexts), k, queries.exclude, context);
  }

  similarItems(item: number, k: number): ScoredItems {
    return similarVectors(this.items, this.visitors.width, item, k);
  }
}

/** The embeddings of GMF and of MLP beside each other, as far as the model has them. */
function sideBySide(weights: Weights, side: 'visitors' | 'items'): { values: Float32Array; width: number } {
  const tables = [weights[`gmf.${side}`], weights[`mlp.${side}`]].filter((table) => table !== undefined);
  const width = tables.reduce((sum, { columns }) => sum + columns, 0);
  const values = new Float32Array(tables[0]!.rows * width);
  let before = 0;
  for (const table of tables) {
    for (let row = 0; row < table.rows; row++)
      values.set(table.values.subarray(row * table.columns, (row + 1) * table.columns), row * width + before);
    before += table.columns;
  }
  return { values, width };
}
