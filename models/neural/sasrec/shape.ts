import { seededRandom } from '../../../data/index.js';
import type { Table } from '../../base/table.js';
import type { Weights } from '../training/network.js';

/** The shape of a SASRec model: all that defines its computation besides the weights. */
export interface SasRecShape {
  readonly items: number;
  readonly embeddingSize: number;
  readonly blocks: number;
  /** Must divide the embedding size. */
  readonly heads: number;
  /** The number of positions: the most items of a sequence. */
  readonly maxLength: number;
  /** Dropout rate of what each attention and each feed-forward network adds. */
  readonly dropout: number;
  /** Dropout rate of the first block's input, the sums of item and position. */
  readonly embeddingDropout: number;
  /** The cosine of an item's embedding and a row's vector is divided by this; null where scores are their inner products. */
  readonly temperature: number | null;
  readonly loss: 'sampled-softmax' | 'softmax' | 'bce';
  /** What sampled softmax subtracts from each item's score, to correct for how often it is drawn as a negative. */
  readonly corrections: Float32Array;
}

/** The names of a block's weights. */
export const blockNames = (block: number) =>
  ({
    attentionNorm: `block${block}.attentionNorm`,
    attention: `block${block}.attention`,
    feedNorm: `block${block}.feedNorm`,
    inner: `block${block}.inner`,
    innerBias: `block${block}.innerBias`,
    outer: `block${block}.outer`,
    outerBias: `block${block}.outerBias`,
  }) as const;

/**
 * The initial weights. `items` items × d; `positions` maxLength × d, from the first item on; layer norms 2 × d,
 * gain over shift; a block's `attention` d × 3d, for queries, keys and values of all heads; its feed-forward network d × d twice,
 * with biases.
 *
 * Embeddings are normal with deviation 0.02, the rest uniform as in Glorot & Bengio 2010; for values see {@link attentionStart}.
 */
export function firstWeights(shape: SasRecShape, seed: number): Weights {
  const { items, embeddingSize: d, blocks, maxLength } = shape;
  const random = seededRandom(seed);
  const normal = (rows: number) => drawn(rows, d, () => 0.02 * random.normal());
  const glorot = (columns: number) => {
    const reach = Math.sqrt(6 / (2 * d)); // queries, keys and values are matrices of their own
    return drawn(d, columns, () => reach * (2 * random.float() - 1));
  };
  const zeros = () => drawn(1, d, () => 0);
  const norm = (): Table => ({ rows: 2, columns: d, values: new Float32Array(2 * d).fill(1, 0, d) });
  const weights: Record<string, Table> = { items: normal(items), positions: normal(maxLength) };
  for (let block = 0; block < blocks; block++) {
    const names = blockNames(block);
    weights[names.attentionNorm] = norm();
    weights[names.attention] = attentionStart(glorot(2 * d), glorot(d));
    weights[names.feedNorm] = norm();
    weights[names.inner] = glorot(d);
    weights[names.innerBias] = zeros();
    weights[names.outer] = glorot(d);
    weights[names.outerBias] = zeros();
  }
  return { ...weights, norm: norm() };
}

/**
 * Queries and keys as drawn. The value projection starts near ½ · identity, so that from the first step on a row also predicts the items
 * before it in its sequence: what a visitor sees next is most often what they have seen already.
 */
function attentionStart(queriesAndKeys: Table, values: Table): Table {
  const { rows: d } = values;
  const columns = 3 * d;
  const start = new Float32Array(d * columns);
  for (let row = 0; row < d; row++) {
    start.set(queriesAndKeys.values.subarray(row * 2 * d, (row + 1) * 2 * d), row * columns);
    for (let column = 0; column < d; column++)
      start[row * columns + 2 * d + column] = 0.1 * values.values[row * d + column]! + (row === column ? 0.5 : 0);
  }
  return { rows: d, columns, values: start };
}

const drawn = (rows: number, columns: number, draw: () => number): Table => ({
  rows,
  columns,
  values: Float32Array.from({ length: rows * columns }, draw),
});

/** The place of a dropout mask in the model, which is mixed into the batch's key. */
export const maskOf = {
  embedding: 0,
  attention: (block: number) => 1 + 2 * block,
  feed: (block: number) => 2 + 2 * block,
} as const;
