import * as built from '../built/trees.js';
import { bytesFor, type Kernel, openKernel } from '../kernel.js';

/** A matrix row after row; NaN stands for a missing value. */
export interface TreeMatrix {
  readonly values: Float32Array;
  readonly columns: number;
}

/** What splits are judged by, and how many there may be. */
export interface TreeLimits {
  /** Bins that a column's values are sorted into, 2 … 256, one of them for missing values where there are any. */
  readonly maxBin: number;
  readonly maxDepth: number;
  /** Added to the second derivatives of a leaf (L2). */
  readonly lambda: number;
  /** Taken off the first derivatives of a leaf (L1). */
  readonly alpha: number;
  /** The least sum of second derivatives on either side. */
  readonly minChildWeight: number;
  /** For each column 1 where scores must not fall as its values grow, −1 where they must not rise, else 0. */
  readonly monotone: Int8Array;
}

/** LambdaMART's queries: the rows of query q are `offsets[q]` … `offsets[q + 1]`. */
export interface RankedQueries {
  readonly offsets: Int32Array;
  /** The gain of each row, 2^label − 1. */
  readonly gains: Float32Array;
  /** The reciprocal of each query's ideal DCG at `truncation`, 0 where that is 0. */
  readonly ideals: Float32Array;
  /** The ranks from the first of which each makes pairs with all rows behind it. */
  readonly truncation: number;
}

/** Sums of the loss's first and second derivatives over some rows. */
export interface Sums {
  readonly first: number;
  readonly second: number;
}

/** Rows of a node, as they lie in the order of the tree at that depth. */
export interface NodeRows {
  readonly start: number;
  readonly rows: number;
}

/** A node that may be split. */
export interface OpenNode extends NodeRows, Sums {
  /** The place of its histograms, below {@link TreeTraining.places}. */
  readonly place: number;
  /** Bounds of the values of all leaves below. */
  readonly lower: number;
  readonly upper: number;
}

/** A node's best split: rows whose bin of the feature is `bin` at most go left. The sums are those of the left side. */
export interface Split extends Sums {
  readonly feature: number;
  readonly bin: number;
  /** Whether missing values go left. */
  readonly defaultLeft: boolean;
  /** What both sides are worth together. */
  readonly worth: number;
}

// As in assembly/trees.
const tileFeatures = 8;
const cutRoom = 256;
const featureBytes = 4160;
const recordBytes = 64;
const chunkRows = 2048;
const digits = 2048;
const largestFloat = 3.4028234663852886e38;

/**
 * A matrix in a kernel's memory, binned, and the state of boosting: scores, derivatives, and the rows in the order of the tree that grows.
 *
 * Derivatives are rounded to 30 bits of the largest one, to fewer from 2²⁰ rows on. Sums of integers do not depend on their order, so trees are the same bit for bit
 * with any number of threads.
 */
export class TreeTraining {
  /** The present score of each row. */
  readonly scores: Float32Array;
  /** The first and the second derivative of the loss by each row's score, side by side. */
  readonly gradients: Float32Array;
  /** How many bins each column's values have, without that of missing values. */
  readonly sizes: Int32Array;
  /** How many nodes may have histograms at once. */
  readonly places: number;
  readonly #kernel: Kernel;
  readonly #rows: number;
  readonly #limits: TreeLimits;
  readonly #queries: RankedQueries | undefined;
  readonly #tiles: number;
  /** The arrays in the kernel's memory; of `numbers` and `rounded` those of even depths, then those of odd ones. */
  readonly #memory: Memory;
  #scale: Sums = { first: 1, second: 1 };

  private constructor(
    kernel: Kernel,
    { values, columns }: TreeMatrix,
    limits: TreeLimits,
    queries: RankedQueries | undefined,
    layout: Layout,
  ) {
    this.#kernel = kernel;
    this.#rows = values.length / columns;
    this.#limits = limits;
    this.#queries = queries;
    this.places = placesOf(this.#rows, limits.maxDepth);
    const memory = Object.fromEntries(Object.entries(layout).map(([name, bytes]) => [name, kernel.bytes(bytes)]));
    this.#memory = memory as Memory;
    const { scores, gradients, sizes, missing, matrix, cuts, tiles, bins, scratch, monotone } = this.#memory;
    this.scores = floats(scores);
    this.gradients = floats(gradients);
    this.sizes = ints(sizes);
    floats(matrix).set(values);
    floats(cuts).fill(Number.POSITIVE_INFINITY);
    const starts = tileStarts(columns);
    ints(tiles).set(starts);
    this.#tiles = starts.length - 1;
    new Int8Array(monotone.buffer, monotone.byteOffset).set(limits.monotone);
    if (queries) {
      ints(this.#memory.offsets).set(queries.offsets);
      floats(this.#memory.gains).set(queries.gains);
      floats(this.#memory.ideals).set(queries.ideals);
      const discounts = floats(this.#memory.discounts);
      for (let rank = 0; rank < discounts.length; rank++) discounts[rank] = 1 / Math.log2(rank + 2);
    }
    this.#parallel(
      'binFeatures',
      matrix,
      this.#rows,
      columns,
      limits.maxBin,
      this.#tiles,
      tiles,
      cuts,
      sizes,
      missing,
      bins,
      scratch,
    );
  }

  /**
   * Bins a matrix and does work with it, on so many threads at most.
   * @throws InputError when all that does not fit into memory.
   */
  static async with<T>(
    matrix: TreeMatrix,
    limits: TreeLimits,
    queries: RankedQueries | undefined,
    threads: number,
    work: (training: TreeTraining) => Promise<T>,
  ): Promise<T> {
    const layout = layoutOf(matrix, limits, queries, threads);
    // Without relaxed SIMD, so that trees are the same on every machine.
    const binary = { shared: built.shared, single: built.single };
    const kernel = await openKernel(binary, bytesFor(...Object.values(layout)));
    return kernel.withThreads(threads, () => work(new TreeTraining(kernel, matrix, limits, queries, layout)));
  }

  /** The value from which on a column's values are in bins behind this one; behind the last bin, above all numbers. */
  cut(feature: number, bin: number): number {
    return bin < this.sizes[feature]! - 1 ? floats(this.#memory.cuts)[feature * cutRoom + bin]! : largestFloat;
  }

  /**
   * Writes LambdaMART's {@link gradients} at the present scores. Rows of a query are ranked by score, of equals the first. The pair of
   * ranks i < j, i within the truncation, whose gains differ, has
   *
   *     Δ = |gain_i − gain_j| · (discount_i − discount_j) / idealDCG, over |s_i − s_j| + .01 unless all scores of the query are equal
   *     λ = Δ · σ(s_low − s_high),   h = 2 Δ · σ (1 − σ)
   *
   * where high is the row of the larger gain: its first derivative receives −λ, that of the other +λ, both second ones h. All of a
   * query's are multiplied by log2(1 + Λ) / Λ, Λ = 2 Σ λ. (XGBoost 3's `rank:ndcg` with its defaults.)
   */
  lambdas(): void {
    const { offsets, gains, scores, discounts, ideals, gradients, scratch } = this.#memory;
    const { ideals: queries, truncation, offsets: starts } = this.#queries!;
    const room = queryRoom(starts);
    this.#parallel(
      'lambdas',
      queries.length,
      offsets,
      gains,
      scores,
      discounts,
      ideals,
      truncation,
      gradients,
      room,
      scratch,
    );
  }

  /** Starts a tree: rounds the derivatives, puts the rows in their own order, and returns the sums over all. */
  begin(): Sums {
    const { gradients, numbers, rounded, totals, scratch } = this.#memory;
    this.#kernel.call('largest', gradients.byteOffset, this.#rows, scratch.byteOffset);
    const most = floats(scratch.subarray(0, 8));
    this.#scale = { first: scaleFor(most[0]!, this.#rows), second: scaleFor(most[1]!, this.#rows) };
    const sums = new BigInt64Array(totals.buffer, totals.byteOffset, 2).fill(0n);
    const { first, second } = this.#scale;
    this.#parallel('roundGradients', gradients, this.#rows, first, second, rounded, numbers, totals);
    return { first: Number(sums[0]) / first, second: Number(sums[1]) / second };
  }

  /**
   * The best split of each node of a level, undefined where there is none. The first `built` nodes have histograms added up from their
   * rows; the others are their siblings in the same order and have, in their places, those of the parents.
   * @param uses for each column, 1 where splits may use it.
   */
  findSplits(depth: number, level: readonly OpenNode[], built: number, uses: Uint8Array): (Split | undefined)[] {
    const memory = this.#memory;
    const { nodes, tiles, bins, sizes, missing, monotone, splits, histograms } = memory;
    const { first, second } = this.#scale;
    const [nodeInts, nodeDoubles] = [ints(nodes), doubles(nodes)];
    for (const [at, node] of level.entries()) {
      const sibling = at < built && built + at < level.length ? built + at : -1;
      nodeInts.set([node.start, node.rows, node.place, sibling], (at * recordBytes) / 4);
      const bound = first / second;
      nodeDoubles.set(
        [node.first * first, node.second * second, node.lower * bound, node.upper * bound],
        (at * recordBytes) / 8 + 2,
      );
    }
    memory.uses.set(uses);
    const { lambda, alpha, minChildWeight } = this.#limits;
    const isConstrained = Number(this.#limits.monotone.some((direction) => direction !== 0));
    const [numbers, rounded] = this.#ordered(depth);
    this.#parallel(
      'findSplits',
      ...[built, nodes, this.#tiles, tiles, this.#rows, bins, numbers, rounded, histograms, this.sizes.length],
      ...[sizes, missing, memory.uses, monotone, isConstrained],
      ...[lambda * second, alpha * first, Math.max(minChildWeight * second, 1), splits],
    );
    const [splitInts, splitDoubles] = [ints(splits), doubles(splits)];
    return level.map((_, node) => {
      let best: number | undefined;
      for (let tile = 0; tile < this.#tiles; tile++) {
        const at = ((node * this.#tiles + tile) * recordBytes) / 8;
        if (splitDoubles[at]! > (best === undefined ? Number.NEGATIVE_INFINITY : splitDoubles[best]!)) best = at;
      }
      if (best === undefined) return undefined;
      return {
        worth: (splitDoubles[best]! * second) / first ** 2,
        first: splitDoubles[best + 1]! / first,
        second: splitDoubles[best + 2]! / second,
        feature: splitInts[2 * best + 6]!,
        bin: splitInts[2 * best + 7]!,
        defaultLeft: splitInts[2 * best + 8] === 1,
      };
    });
  }

  /** Moves the rows of split nodes of one depth into the order of the next and returns how many of each go left; they come first in its range. */
  partition(depth: number, split: readonly (NodeRows & Pick<Split, 'feature' | 'bin' | 'defaultLeft'>)[]): number[] {
    const { splits, bins, chunks, scratch, tiles, missing } = this.#memory;
    const starts = ints(tiles);
    const chosen = ints(splits);
    const words = recordBytes / 4;
    for (const [at, { start, rows, feature, bin, defaultLeft }] of split.entries()) {
      const tile = starts.findIndex((_, next) => feature < starts[next + 1]!);
      const [from, to] = [starts[tile]!, starts[tile + 1]!];
      const column = bins.byteOffset + from * this.#rows + feature - from;
      const isNone = defaultLeft && ints(missing)[feature] ? this.sizes[feature]! : -1;
      chosen.set([start, rows, column, to - from, bin, isNone, 0, 0], at * words);
    }
    const count = chunked(split, ints(chunks), 3, (table, at, node, start, rows) => table.set([node, start, rows], at));
    const [numbers, rounded] = this.#ordered(depth);
    const [toNumbers, toRounded] = this.#ordered(depth + 1);
    this.#parallel('partition', count, chunks, splits, numbers, rounded, toNumbers, toRounded, scratch);
    return split.map((_, at) => chosen[at * words + 6]!);
  }

  /** Adds each leaf's value to the {@link scores} of its rows. */
  addLeaves(leaves: readonly (NodeRows & { readonly depth: number; readonly value: number })[]): void {
    const { chunks } = this.#memory;
    const values = floats(chunks);
    const count = chunked(leaves, ints(chunks), 4, (table, at, leaf, start, rows) => {
      const { depth, value } = leaves[leaf]!;
      table[at] = this.#ordered(depth)[0] + 4 * start;
      table[at + 1] = rows;
      values[at + 2] = value;
    });
    this.#parallel('addLeaves', count, chunks, this.#memory.scores);
  }

  /** Where the rows' numbers and rounded derivatives of a depth lie. */
  #ordered(depth: number): [number, number] {
    const { numbers, rounded } = this.#memory;
    const half = depth % 2;
    return [numbers.byteOffset + (half * numbers.byteLength) / 2, rounded.byteOffset + (half * rounded.byteLength) / 2];
  }

  #parallel(name: string, ...args: readonly (number | Uint8Array)[]): void {
    this.#kernel.parallel(name, ...args.map((arg) => (typeof arg === 'number' ? arg : arg.byteOffset)));
  }
}

const floats = ({ buffer, byteOffset, byteLength }: Uint8Array) => new Float32Array(buffer, byteOffset, byteLength / 4);
const ints = ({ buffer, byteOffset, byteLength }: Uint8Array) => new Int32Array(buffer, byteOffset, byteLength / 4);
const doubles = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new Float64Array(buffer, byteOffset, byteLength / 8);

type Layout = ReturnType<typeof layoutOf>;
type Memory = Readonly<Record<keyof Layout, Uint8Array>>;

/** The bytes of each array. */
function layoutOf(
  { values, columns }: TreeMatrix,
  { maxDepth }: TreeLimits,
  queries: RankedQueries | undefined,
  threads: number,
) {
  const rows = values.length / columns;
  const places = placesOf(rows, maxDepth);
  const tiles = tileStarts(columns);
  const largest = queries ? queryRoom(queries.offsets) : 0;
  const scratch = Math.max(8 * rows + 4 * digits, 24 * chunkRows, 24 * largest);
  return {
    matrix: 4 * values.length,
    scores: 4 * rows,
    gradients: 8 * rows,
    sizes: 4 * columns,
    missing: 4 * columns,
    tiles: 4 * tiles.length,
    cuts: 4 * cutRoom * columns,
    bins: rows * columns + 8,
    numbers: 8 * rows,
    rounded: 16 * rows,
    nodes: recordBytes * places,
    splits: recordBytes * places * (tiles.length - 1),
    chunks: 16 * (Math.ceil(rows / chunkRows) + 2 * places),
    histograms: featureBytes * columns * places,
    uses: columns,
    monotone: columns,
    totals: 16,
    offsets: queries ? 4 * queries.offsets.length : 0,
    gains: queries ? 4 * rows : 0,
    ideals: queries ? 4 * queries.ideals.length : 0,
    discounts: 4 * largest,
    scratch: threads * scratch,
  };
}

/** Each open node has a row at least. */
const placesOf = (rows: number, maxDepth: number): number => Math.max(1, Math.min(2 ** (maxDepth - 1), rows));

/** The first feature of each tile, and behind the last: tiles alike in width, even in number so that two threads have as much to do. */
function tileStarts(columns: number): number[] {
  const count = Math.min(columns, 2 * Math.ceil(columns / (2 * tileFeatures)));
  return Array.from({ length: count + 1 }, (_, tile) => Math.floor((tile * columns) / count));
}

/** The rows of the largest query, and room behind them for vectors of four. */
const queryRoom = (offsets: Int32Array): number =>
  8 * Math.ceil((8 + offsets.reduce((most, end, at) => Math.max(most, at && end - offsets[at - 1]!), 0)) / 8);

/** A power of two by which a magnitude comes to 30 bits, or fewer where the sum of all rows would exceed the kernel's 51. */
const scaleFor = (most: number, rows: number): number =>
  most > 0 ? 2 ** (Math.min(30, 50 - Math.ceil(Math.log2(rows))) - 1 - Math.floor(Math.log2(most))) : 1;

/** Writes a table of ranges cut into chunks and returns how many there are. */
function chunked(
  ranges: readonly NodeRows[],
  table: Int32Array,
  width: number,
  write: (table: Int32Array, at: number, range: number, start: number, rows: number) => void,
): number {
  let count = 0;
  for (const [range, { start, rows }] of ranges.entries())
    for (let done = 0; done < rows; done += chunkRows)
      write(table, width * count++, range, start + done, Math.min(chunkRows, rows - done));
  return count;
}
