import * as built from '../built/trees.js';
import { bytesFor, intsOf, type Kernel, openKernel } from '../kernel.js';
import { type BlockTable, blockTable } from './block-table.js';
import type { TreeNodes } from './node-table.js';

/** Rows that are predicted at once. */
const batchRows = 1024;
/** Floats of assembly/trees/predict.ts's own. */
const scratchFloats = (columns: number) => 64 * columns + 8;

/** Trees in a kernel's memory, ready to predict. */
export class TreePredictor {
  readonly #kernel: Kernel;
  readonly #values: Float32Array;
  readonly #scores: Float32Array;
  readonly #trees: readonly number[];

  private constructor(
    kernel: Kernel,
    readonly columns: number,
    { words, roots, levels }: BlockTable,
  ) {
    this.#kernel = kernel;
    this.#values = kernel.floats(batchRows * columns);
    this.#scores = kernel.floats(batchRows);
    const arrays = [intsOf(kernel, roots), intsOf(kernel, levels), intsOf(kernel, words)];
    const places = [...arrays, kernel.floats(scratchFloats(columns))].map(({ byteOffset }) => byteOffset);
    this.#trees = [roots.length, ...places];
  }

  /** @throws InputError when the trees do not fit into memory. */
  static async open(trees: readonly TreeNodes[], columns: number): Promise<TreePredictor> {
    const table = blockTable(trees);
    const sizes = [
      batchRows * columns,
      batchRows,
      trees.length,
      trees.length,
      table.words.length,
      scratchFloats(columns),
    ];
    const bytes = bytesFor(...sizes.map((size) => 4 * size));
    const kernel = await openKernel({ shared: built.shared, single: built.single }, bytes);
    return new TreePredictor(kernel, columns, table);
  }

  /** Adds to each row's score the values of its leaves, tree after tree. `values` are the rows' columns, one row after the other. */
  addTo(scores: Float32Array, values: Float32Array): void {
    const { columns } = this;
    for (let from = 0; from < scores.length; from += batchRows) {
      const to = Math.min(scores.length, from + batchRows);
      this.#values.set(values.subarray(from * columns, to * columns));
      this.#scores.set(scores.subarray(from, to));
      const rows = [to - from, this.#values.byteOffset, columns];
      this.#kernel.call('predict', ...rows, ...this.#trees, this.#scores.byteOffset);
      scores.set(this.#scores.subarray(0, to - from), from);
    }
  }
}
