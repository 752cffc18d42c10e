import type { Kernel } from '../../kernels/index.js';
import {
  firstRows,
  gatherRows,
  type Matrix,
  newMatrix,
  normalizeRows,
  normalizeRowsGradient,
} from '../../kernels/neural/index.js';
import type { SasRecShape } from './shape.js';

/** The item embeddings that scores are computed with: unchanged, or normalised to length 1 where scores are cosines. */
export class ItemRows {
  readonly #isCosine: boolean;
  readonly #room: Matrix;
  readonly #factors: Float32Array;
  #rows: Matrix;

  constructor(
    readonly kernel: Kernel,
    readonly table: Matrix,
    { embeddingSize, temperature }: SasRecShape,
    most: number,
  ) {
    this.#isCosine = temperature !== null;
    this.#room = newMatrix(kernel, most, embeddingSize);
    this.#factors = kernel.floats(most);
    this.#rows = this.#room;
  }

  /** The embeddings of some items, whose ids lie in the kernel's memory. */
  gather(ids: Int32Array): Matrix {
    this.#rows = firstRows(this.#room, ids.length);
    gatherRows(this.kernel, this.#rows, this.table, ids);
    return this.#scored();
  }

  /** The embeddings of all items. */
  whole(): Matrix {
    this.#rows = this.#room;
    this.#rows.values.set(this.table.values);
    return this.#scored();
  }

  #scored(): Matrix {
    if (this.#isCosine) normalizeRows(this.kernel, this.#rows, 1, this.#factors);
    return this.#rows;
  }

  /** Turns gradients of the embeddings returned last into those of the table's rows, in place. */
  gradient(gradients: Matrix): void {
    if (this.#isCosine) normalizeRowsGradient(this.kernel, gradients, this.#rows, 1, this.#factors);
  }
}
