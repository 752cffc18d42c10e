import { mix } from '../../../data/index.js';
import type { Kernel } from '../../kernels/index.js';
import {
  addMatrix,
  dropout,
  firstRows,
  gatherRows,
  layerNorm,
  layerNormGradient,
  layerNormSums,
  type Matrix,
  newMatrix,
} from '../../kernels/neural/index.js';
import { Block, type Passing, Room } from './block.js';
import { maskOf, type SasRecShape } from './shape.js';

/** The most rows and sequences that memory is laid out for. */
export interface Most {
  readonly rows: number;
  readonly sequences: number;
}

/** Sequences, row after row, with their dropout; outside of training nothing is dropped. */
export interface Encoded {
  readonly offsets: Int32Array;
  readonly dropout: number;
  readonly embeddingDropout: number;
  readonly key: number;
}

/** Encodes items in their sequences: for each row a vector that predicts the next item. */
export class Encoder {
  readonly #kernel: Kernel;
  readonly #weights: Readonly<Record<string, Matrix>>;
  readonly #shape: SasRecShape;
  readonly #blocks: readonly Block[];
  readonly #room: Room;
  readonly #rows: Matrix;
  readonly #out: Matrix;
  readonly #norm: { readonly normal: Matrix; readonly factors: Float32Array };
  readonly #offsets: Int32Array;
  readonly #positions: Int32Array;

  constructor(kernel: Kernel, weights: Readonly<Record<string, Matrix>>, shape: SasRecShape, most: Most) {
    this.#kernel = kernel;
    this.#weights = weights;
    this.#shape = shape;
    const matrix = () => newMatrix(kernel, most.rows, shape.embeddingSize);
    this.#room = new Room(kernel, most.rows, shape.embeddingSize);
    this.#blocks = Array.from(
      { length: shape.blocks },
      (_, block) => new Block(kernel, weights, block, shape, most.rows, this.#room),
    );
    this.#rows = matrix();
    this.#out = matrix();
    this.#norm = { normal: matrix(), factors: kernel.floats(most.rows) };
    this.#offsets = kernel.ints(most.sequences + 1);
    this.#positions = kernel.ints(most.rows);
  }

  /** The buffer for the items' embeddings, to be filled before {@link forward}, which overwrites it. */
  embeddings(rows: number): Matrix {
    return firstRows(this.#rows, rows);
  }

  /** Each row's position in its sequence, from 0; valid until the next {@link forward}. */
  positions(rows: number): Int32Array {
    return this.#positions.subarray(0, rows);
  }

  /** For each row the vector that predicts the next item; valid until the next call. */
  forward(sequences: Encoded): Matrix {
    const { offsets, embeddingDropout, key } = sequences;
    const count = offsets.at(-1)!;
    const rows = firstRows(this.#rows, count);
    const positions = this.positions(count);
    for (let s = 0; s + 1 < offsets.length; s++)
      for (let row = offsets[s]!; row < offsets[s + 1]!; row++) positions[row] = row - offsets[s]!;
    this.#offsets.set(offsets);
    const ofPositions = this.#room.single(count);
    gatherRows(this.#kernel, ofPositions, this.#weights.positions!, positions);
    addMatrix(this.#kernel, rows, ofPositions);
    dropout(this.#kernel, rows, embeddingDropout, mix(key, maskOf.embedding));
    const passing = this.#passing(sequences);
    for (const block of this.#blocks) block.forward(rows, passing);
    const out = firstRows(this.#out, count);
    layerNorm(this.#kernel, out, rows, this.#weights.norm!, this.#norm);
    return out;
  }

  /**
   * The gradients for the sequences of the last {@link forward}, from `gradients`, those of its output.
   * @param into receives those of the embeddings of items and of positions.
   * @param sums receive those of the other weights, by name.
   */
  backward(into: Matrix, gradients: Matrix, sequences: Encoded, sums: Readonly<Record<string, Matrix>>): void {
    layerNormSums(this.#kernel, sums.norm!, gradients, this.#norm);
    layerNormGradient(this.#kernel, into, gradients, this.#weights.norm!, this.#norm, { add: false });
    const passing = this.#passing(sequences);
    for (const block of this.#blocks.toReversed()) block.backward(into, passing, sums);
    dropout(this.#kernel, into, sequences.embeddingDropout, mix(sequences.key, maskOf.embedding));
  }

  #passing({ offsets, dropout, key }: Encoded): Passing {
    const sequences = { offsets: this.#offsets.subarray(0, offsets.length), heads: this.#shape.heads };
    return { rows: offsets.at(-1)!, sequences, dropout, key };
  }
}
