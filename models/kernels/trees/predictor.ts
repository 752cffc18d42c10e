import * as built from '../built/trees.js';
import { bytesFor, type Kernel, openKernel } from '../kernel.js';
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
  readonly #roots: Int32Array;
  readonly #levels: Int32Array;
  readonly #words: Int32Array;
  readonly #scratch: Float32Array;
  #trees: number;

  private constructor(
    kernel: Kernel,
    readonly columns: number,
    table: BlockTable,
    words: number,
  ) {
    this.#kernel = kernel;
    this.#values = kernel.floats(batchRows * columns);
    this.#scores = kernel.floats(batchRows);
    this.#roots = kernel.ints(table.roots.length);
    this.#levels = kernel.ints(table.roots.length);
    this.#words = kernel.ints(words);
    this.#scratch = kernel.floats(scratchFloats(columns));
    this.#trees = this.#take(table);
  }

  /** @throws InputError when the trees do not fit into memory. */
  static open(trees: readonly TreeNodes[], columns: number): Promise<TreePredictor> {
    const table = blockTable(trees);
    return TreePredictor.#open(table, columns, table.words.length);
  }

  static async #open(table: BlockTable, columns: number, words: number): Promise<TreePredictor> {
    const trees = table.roots.length;
    const sizes = [batchRows * columns, batchRows, trees, trees, words, scratchFloats(columns)];
    const bytes = bytesFor(...sizes.map((size) => 4 * size));
    const kernel = await openKernel({ shared: built.shared, single: built.single }, bytes);
    return new TreePredictor(kernel, columns, table, words);
  }

  /** A predictor of other trees: this one, where they find room in it, for to open a kernel for each takes time and memory. */
  async replaced(trees: readonly TreeNodes[]): Promise<TreePredictor> {
    const table = blockTable(trees);
    if (table.words.length > this.#words.length || trees.length > this.#roots.length)
      return TreePredictor.#open(table, this.columns, 2 * table.words.length);
    this.#trees = this.#take(table);
    return this;
  }

  #take({ words, roots, levels }: BlockTable): number {
    this.#words.set(words);
    this.#roots.set(roots);
    this.#levels.set(levels);
    return roots.length;
  }

  /** Adds to each row's score the values of its leaves, tree after tree. `values` are the rows' columns, one row after the other. */
  addTo(scores: Float32Array, values: Float32Array): void {
    const { columns } = this;
    const arrays = [this.#roots, this.#levels, this.#words, this.#scratch, this.#scores];
    const places = arrays.map(({ byteOffset }) => byteOffset);
    for (let from = 0; from < scores.length; from += batchRows) {
      const to = Math.min(scores.length, from + batchRows);
      this.#values.set(values.subarray(from * columns, to * columns));
      this.#scores.set(scores.subarray(from, to));
      this.#kernel.call('predict', to - from, this.#values.byteOffset, columns, this.#trees, ...places);
      scores.set(this.#scores.subarray(0, to - from), from);
    }
  }
}
