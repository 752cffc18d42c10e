import type { Table } from '../../base/table.js';
import { bytesFor, type Kernel } from '../../kernels/index.js';
import {
  fillMatrix,
  firstRows,
  type Matrix,
  matrixBytes,
  newMatrix,
  type Optimizer,
  type OptimizerSums,
  packedMatrix,
  type RowGroups,
  squaredNorm,
  sumRows,
  updateRows,
} from '../../kernels/neural/index.js';
import { assertSameShapes } from './assert-same-shapes.js';
import { columnBytes, isColumn, newColumn, squaredColumn, sumColumn, updateColumn } from './column.js';
import type { StepOptions, Weights } from './network.js';

/** The gradients of one weight: in its shape; or, of an embedding table, one row for each place of a batch. */
export interface StepGradient {
  readonly rows: Matrix;
  /** The table's rows that the places refer to. */
  readonly groups?: RowGroups;
}
export type StepGradients = Readonly<Record<string, StepGradient>>;

/** The most places of a batch, by name of the embedding table. */
export type Places = Readonly<Record<string, number>>;

/** The bytes that {@link StepWeights} requires. */
export function stepWeightsBytes(weights: Weights, places: Places): number {
  const bytes = (name: string, rows: number) => {
    const { columns } = weights[name]!;
    return columns === 1 && name in places ? columnBytes(rows) : matrixBytes(rows, columns);
  };
  return bytesFor(
    ...Object.entries(weights).map(([name, { rows }]) => 3 * bytes(name, rows)),
    ...Object.entries(places).map(([name, most]) => bytes(name, most)),
  );
}

/** The weights of a fused step in a kernel's memory, with the optimizer's sums over past gradients. */
export class StepWeights {
  /** The weights by name. */
  readonly matrices: Readonly<Record<string, Matrix>>;
  readonly #sums: Readonly<Record<string, { readonly first: Matrix; readonly second: Matrix }>>;
  /** Buffers for summing the gradients of embedding rows, when more than the update needs them. */
  readonly #room: Readonly<Record<string, Matrix>>;
  readonly #firstName: string;
  #steps = 0;

  constructor(
    readonly kernel: Kernel,
    weights: Weights,
    readonly optimizer: Optimizer,
    places: Places,
  ) {
    this.#firstName = optimizer.kind === 'adam' ? 'mean' : 'momentum';
    const zeros = ({ rows, columns }: Omit<Table, 'values'>, name: string) =>
      columns === 1 && name in places ? newColumn(kernel, rows) : newMatrix(kernel, rows, columns);
    this.matrices = mapTables(weights, zeros);
    this.#sums = mapTables(weights, (table, name) => ({ first: zeros(table, name), second: zeros(table, name) }));
    this.#room = mapTables(places, (most, name) => zeros({ rows: most, columns: weights[name]!.columns }, name));
    for (const [name, matrix] of Object.entries(this.matrices)) fillMatrix(matrix, weights[name]!.values);
  }

  /** Takes a step against the gradients; of embeddings, only the rows of the batch change. */
  update(gradients: StepGradients, { learningRate, clipNorm }: StepOptions): void {
    const common = { optimizer: this.optimizer, learningRate, step: ++this.#steps };
    const scale = clipNorm > 0 ? Math.min(1, clipNorm / this.#norm(gradients)) : 1;
    for (const [name, { rows, groups }] of Object.entries(gradients)) {
      const weights = this.matrices[name]!;
      const sums = this.#takenSums(name);
      if (groups && isColumn(weights)) updateColumn(weights, sums, rows, groups, { ...common, scale });
      else updateRows(this.kernel, weights, sums, rows, { ...common, scale, ...(groups ? { ids: groups } : {}) });
    }
  }

  /** Without Adagrad's momentum where that is 0: reading and writing it would be wasted. */
  #takenSums(name: string): OptimizerSums {
    const sums = this.#sums[name]!;
    return this.optimizer.kind === 'adagrad' && this.optimizer.momentum === 0 ? { second: sums.second } : sums;
  }

  #norm(gradients: StepGradients): number {
    let squares = 0;
    for (const [name, gradient] of Object.entries(gradients)) {
      const sums = this.#summed(name, gradient);
      squares += isColumn(sums) ? squaredColumn(sums) : squaredNorm(this.kernel, sums);
    }
    return Math.sqrt(squares);
  }

  /** The gradients with one row for each touched row. */
  #summed(name: string, { rows, groups }: StepGradient): Matrix {
    if (!groups) return rows;
    const sums = firstRows(this.#room[name]!, groups.rows.length);
    if (isColumn(sums)) sumColumn(sums, rows, groups);
    else sumRows(this.kernel, sums, rows, groups);
    return sums;
  }

  /** The gradients in the weights' shapes, with zeros where nothing is touched. */
  dense(gradients: StepGradients): Weights {
    return mapTables(this.matrices, ({ rows, columns }, name) => {
      const gradient = gradients[name];
      if (!gradient) return { rows, columns, values: new Float32Array(rows * columns) };
      const packed = packedMatrix(this.#summed(name, gradient));
      if (!gradient.groups) return { rows, columns, values: packed };
      const values = new Float32Array(rows * columns);
      for (const [i, row] of gradient.groups.rows.entries())
        values.set(packed.subarray(i * columns, (i + 1) * columns), row * columns);
      return { rows, columns, values };
    });
  }

  weights(): Weights {
    return mapTables(this.matrices, tableOf);
  }

  /** All that training changes, under the same names as in graphs. */
  state(): Weights {
    return { ...mapTables(this.#changed(), tableOf), steps: oneNumber(this.#steps) };
  }

  /** @throws InputError when names or shapes differ. */
  restore(state: Weights): void {
    const changed = this.#changed();
    assertSameShapes(state, { ...changed, steps: oneNumber(0) });
    for (const [name, matrix] of Object.entries(changed)) fillMatrix(matrix, state[name]!.values);
    this.#steps = state.steps!.values[0]!;
  }

  #changed(): Record<string, Matrix> {
    const changed: Record<string, Matrix> = { ...this.matrices };
    for (const [name, { first, second }] of Object.entries(this.#sums)) {
      changed[`${name}.${this.#firstName}`] = first;
      changed[`${name}.squares`] = second;
    }
    return changed;
  }
}

const tableOf = (matrix: Matrix): Table => ({
  rows: matrix.rows,
  columns: matrix.columns,
  values: packedMatrix(matrix),
});

const oneNumber = (value: number): Table => ({ rows: 1, columns: 1, values: Float32Array.of(value) });

const mapTables = <A, B>(tables: Readonly<Record<string, A>>, of: (table: A, name: string) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, of(table, name)]));
