import { mix } from '../../../data/index.js';
import type { Kernel } from '../../kernels/index.js';
import {
  addRelu,
  addRow,
  attention,
  attentionGradient,
  columnSums,
  dropped,
  firstRows,
  gemm,
  layerNorm,
  layerNormGradient,
  layerNormSums,
  type Matrix,
  type Normalized,
  newMatrix,
  reluGradient,
  type Sequences,
} from '../../kernels/neural/index.js';
import { blockNames, maskOf, type SasRecShape } from './shape.js';

type Matrices = Readonly<Record<string, Matrix>>;

/** Sequences on their way through the encoder. */
export interface Passing {
  readonly rows: number;
  readonly sequences: Sequences;
  /** The dropout rate of what the blocks add; 0 outside of training. */
  readonly dropout: number;
  /** The key that dropout masks are drawn with. */
  readonly key: number;
}

/** Buffers that the blocks share in the backward pass. */
export class Room {
  readonly #single: Matrix;
  readonly #other: Matrix;
  readonly #triple: Matrix;

  constructor(kernel: Kernel, mostRows: number, embeddingSize: number) {
    this.#single = newMatrix(kernel, mostRows, embeddingSize);
    this.#other = newMatrix(kernel, mostRows, embeddingSize);
    this.#triple = newMatrix(kernel, mostRows, 3 * embeddingSize);
  }

  single = (rows: number) => firstRows(this.#single, rows);
  other = (rows: number) => firstRows(this.#other, rows);
  triple = (rows: number) => firstRows(this.#triple, rows);
}

/** One block of the encoder: attention, then a feed-forward network, each with a residual connection. */
export class Block {
  readonly #names: ReturnType<typeof blockNames>;
  readonly #heads: number;
  /** What the backward pass needs of the forward pass; each has as many rows as the largest batch. */
  readonly #kept: Readonly<Record<'seen' | 'inputs' | 'mixed' | 'weights' | 'fed' | 'inner', Matrix>>;
  readonly #norms: Readonly<Record<'attention' | 'feed', Normalized>>;

  constructor(
    readonly kernel: Kernel,
    readonly weights: Matrices,
    readonly block: number,
    { embeddingSize, heads, maxLength }: SasRecShape,
    mostRows: number,
    readonly room: Room,
  ) {
    const matrix = (columns = embeddingSize) => newMatrix(kernel, mostRows, columns);
    const norm = () => ({ normal: matrix(), factors: kernel.floats(mostRows) });
    this.#names = blockNames(block);
    this.#heads = heads;
    this.#norms = { attention: norm(), feed: norm() };
    this.#kept = {
      seen: matrix(),
      inputs: matrix(3 * embeddingSize),
      mixed: matrix(),
      weights: newMatrix(kernel, mostRows * heads, maxLength),
      fed: matrix(),
      inner: matrix(),
    };
  }

  /** Adds the block's output to the rows, in place. */
  forward(matrix: Matrix, passing: Passing): void {
    const { kernel, block } = this;
    const { seen, inputs, mixed, weights, fed, inner } = this.#first(passing.rows);
    const of = (name: keyof ReturnType<typeof blockNames>) => this.weights[this.#names[name]]!;
    layerNorm(kernel, seen, matrix, of('attentionNorm'), this.#norms.attention);
    gemm(kernel, inputs, seen, of('attention'));
    attention(kernel, mixed, inputs, passing.sequences, weights);
    this.#dropped(matrix, mixed, passing, maskOf.attention(block), true);

    const outer = this.room.single(passing.rows);
    layerNorm(kernel, fed, matrix, of('feedNorm'), this.#norms.feed);
    gemm(kernel, inner, fed, of('inner'));
    addRelu(kernel, inner, of('innerBias'));
    gemm(kernel, outer, inner, of('outer'));
    addRow(kernel, outer, of('outerBias'));
    this.#dropped(matrix, outer, passing, maskOf.feed(block), true);
  }

  /**
   * Turns the gradients of the block's output into those of its input, in place.
   * @param sums receive the gradients of the block's weights.
   */
  backward(gradients: Matrix, passing: Passing, sums: Matrices): void {
    const { kernel, block, room } = this;
    const { seen, inputs, mixed, weights, fed, inner } = this.#first(passing.rows);
    const of = (name: keyof ReturnType<typeof blockNames>) => this.weights[this.#names[name]]!;
    const ofThe = (name: keyof ReturnType<typeof blockNames>) => sums[this.#names[name]]!;

    const ofOuter = room.single(passing.rows);
    const ofInner = room.other(passing.rows);
    this.#dropped(ofOuter, gradients, passing, maskOf.feed(block), false);
    columnSums(kernel, ofThe('outerBias'), ofOuter);
    gemm(kernel, ofThe('outer'), inner, ofOuter, { transpose: 'a' });
    gemm(kernel, ofInner, ofOuter, of('outer'), { transpose: 'b' });
    reluGradient(kernel, ofInner, inner);
    columnSums(kernel, ofThe('innerBias'), ofInner);
    gemm(kernel, ofThe('inner'), fed, ofInner, { transpose: 'a' });
    const ofFed = ofOuter;
    gemm(kernel, ofFed, ofInner, of('inner'), { transpose: 'b' });
    layerNormSums(kernel, ofThe('feedNorm'), ofFed, this.#norms.feed);
    layerNormGradient(kernel, gradients, ofFed, of('feedNorm'), this.#norms.feed, { add: true });

    const ofMixed = room.single(passing.rows);
    const ofInputs = room.triple(passing.rows);
    this.#dropped(ofMixed, gradients, passing, maskOf.attention(block), false);
    attentionGradient(kernel, ofInputs, inputs, ofMixed, mixed, passing.sequences, weights);
    gemm(kernel, ofThe('attention'), seen, ofInputs, { transpose: 'a' });
    const ofSeen = ofMixed;
    gemm(kernel, ofSeen, ofInputs, of('attention'), { transpose: 'b' });
    layerNormSums(kernel, ofThe('attentionNorm'), ofSeen, this.#norms.attention);
    layerNormGradient(kernel, gradients, ofSeen, of('attentionNorm'), this.#norms.attention, { add: true });
  }

  #first(rows: number) {
    const { seen, inputs, mixed, weights, fed, inner } = this.#kept;
    return {
      seen: firstRows(seen, rows),
      inputs: firstRows(inputs, rows),
      mixed: firstRows(mixed, rows),
      weights: firstRows(weights, rows * this.#heads),
      fed: firstRows(fed, rows),
      inner: firstRows(inner, rows),
    };
  }

  #dropped(out: Matrix, matrix: Matrix, { dropout, key }: Passing, mask: number, add: boolean): void {
    dropped(this.kernel, out, matrix, dropout, mix(key, mask), { add });
  }
}
