import { mix } from '../../../data/index.js';
import type { Kernel } from '../../kernels/index.js';
import {
  addMatrix,
  dropout,
  firstRows,
  gatherRows,
  type Matrix,
  matrixBytes,
  newMatrix,
  type RowGroups,
  scaleMatrix,
  squaredNorm,
} from '../../kernels/neural/index.js';
import type { StepGradient } from '../training/step-weights.js';
import { maskKeys, type NcfLoss } from './graph.js';

/** Which rows of a table a batch looks up, in the kernel's memory, and how they repeat. */
export interface Ids {
  readonly ids: Int32Array;
  readonly groups: RowGroups;
}

/** The bytes that a {@link Lookup} requires. */
export const lookupBytes = (most: number, width: number): number => 2 * matrixBytes(most, width);

/** Looks up a batch's embeddings in one table: the forward pass applies dropout, the backward pass the penalty on their size. */
export class Lookup {
  readonly #rows: Matrix;
  readonly #gradients: Matrix;
  #maskKey = 0;

  constructor(
    readonly kernel: Kernel,
    readonly name: keyof typeof maskKeys,
    readonly table: Matrix,
    readonly options: NcfLoss,
    most: number,
  ) {
    this.#rows = newMatrix(kernel, most, table.columns);
    this.#gradients = newMatrix(kernel, most, table.columns);
  }

  /** @param key the batch's. */
  rows({ ids }: Ids, key: number): Matrix {
    const rows = firstRows(this.#rows, ids.length);
    gatherRows(this.kernel, rows, this.table, ids);
    this.#maskKey = mix(key, maskKeys[this.name]);
    dropout(this.kernel, rows, this.options.dropout, this.#maskKey);
    return rows;
  }

  /** The penalty that the size of the rows adds to the loss. */
  penalty({ ids }: Ids): number {
    const { regularization } = this.options;
    if (regularization === 0) return 0;
    return ((regularization / 2) * squaredNorm(this.kernel, firstRows(this.#rows, ids.length))) / ids.length;
  }

  /** The buffer to fill with the gradients of the loss without the penalty. */
  gradients({ ids }: Ids): Matrix {
    return firstRows(this.#gradients, ids.length);
  }

  /** The gradients of the table, from those that {@link gradients} was filled with. Overwrites the rows. */
  tableGradients({ ids, groups }: Ids): StepGradient {
    const gradients = this.gradients({ ids, groups });
    const { regularization } = this.options;
    if (regularization > 0) {
      const rows = firstRows(this.#rows, ids.length);
      scaleMatrix(this.kernel, rows, regularization / ids.length);
      addMatrix(this.kernel, gradients, rows);
    }
    dropout(this.kernel, gradients, this.options.dropout, this.#maskKey);
    return { rows: gradients, groups };
  }
}
