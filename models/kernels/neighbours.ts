import { setImmediate } from 'node:timers/promises';
import { groupBy, type Lists, transposed, type WeightedLists } from '../../data/index.js';
import * as binary from './built/neighbours.js';
import { bytesFor, floatsOf, intsOf, type Kernel, openKernel } from './kernel.js';

/** For each item its neighbours, best first, and parallel to their values the similarity of each. */
export interface Neighbours extends Lists {
  readonly similarities: Float32Array;
}

const formulas = ['cosine', 'jaccard', 'quotient'] as const;

/** How similar two columns are, from their dot product and a size of each. */
export interface Similarity {
  /** `cosine`: dot / √(own · other) · `jaccard`: dot / (own + other − dot) · `quotient`: dot / (own · other). */
  readonly formula: (typeof formulas)[number];
  /** Of each column its size where its neighbours are sought, and where it is found as one; above 0 where it has entries. */
  readonly own: Float64Array;
  readonly other: Float64Array;
  /** The least dot product that makes neighbours; 0 for any. */
  readonly least: number;
}

/** What the search is given; a part of a model's `WorkContext`. */
export interface SearchContext {
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  /** Is told the number of columns done, now and then. */
  readonly onColumn?: (done: number) => void;
}

/** Columns between two looks at the signal. */
const stretch = 1024;

/**
 * The `k` columns most similar to each column of a sparse matrix of weights above 0, itself left out. Columns that share no
 * row are no neighbours.
 *
 * Dot products are sums of doubles in the order of the rows. Similarities are rounded to 32 bits, and by these the
 * neighbours are ordered, equals by the smaller number. Equal quotients of whole numbers come out equal.
 * @throws InputError when the matrix and its neighbours do not fit into memory.
 */
export async function columnNeighbours(
  matrix: WeightedLists,
  columns: number,
  similarity: Similarity,
  k: number,
  { threads, signal, onColumn }: SearchContext,
): Promise<Neighbours> {
  const { names, rank, byRow, byColumn } = byPopularity(matrix, columns);
  const starts = roomOf(byRow, byColumn, rank, k);
  const even = columns + (columns % 2);
  const scratchBytes = threads * (20 * even + 8);
  const entries = matrix.values.length;
  const kernel = await openKernel(
    binary,
    bytesFor(
      ...[byRow, byColumn].flatMap(({ offsets }) => [4 * offsets.length, 4 * entries, 4 * entries]),
      ...[4 * columns, 8 * columns, 8 * columns, 4 * starts.length, 4 * columns],
      ...[4 * starts.at(-1)!, 4 * starts.at(-1)!, scratchBytes],
    ),
  );
  const lists = [byRow, byColumn].flatMap(({ offsets, values, weights }) => [
    intsOf(kernel, offsets),
    intsOf(kernel, values),
    floatsOf(kernel, weights),
  ]);
  const sizes = [similarity.own, similarity.other].map((size) => ordered(kernel, size, names));
  const counts = kernel.ints(columns);
  const found = { values: kernel.ints(starts.at(-1)!), similarities: kernel.floats(starts.at(-1)!) };
  const output = [intsOf(kernel, starts), counts, found.values, found.similarities, kernel.bytes(scratchBytes)];
  const places = (arrays: readonly { readonly byteOffset: number }[]) => arrays.map((array) => array.byteOffset);
  const input = places([...lists, intsOf(kernel, names)]);
  const formula = [formulas.indexOf(similarity.formula), ...places(sizes), similarity.least, k];

  await kernel.withThreads(threads, async () => {
    for (let from = 0; from < columns; from += stretch) {
      await setImmediate(); // so that whoever aborts has a turn
      signal?.throwIfAborted();
      const to = Math.min(from + stretch, columns);
      kernel.parallel('neighbours', from, to, even, ...input, ...formula, ...places(output));
      onColumn?.(to);
    }
  });
  return packed(starts, counts, found);
}

/** The matrix with its columns numbered by falling popularity, so that those that are met most lie together in memory. */
function byPopularity(matrix: WeightedLists, columns: number) {
  const popularity = new Int32Array(columns);
  for (const column of matrix.values) popularity[column]!++;
  const most = popularity.reduce((max, count) => Math.max(max, count), 0);
  const names = groupBy(popularity, most + 1).values.reverse();
  const rank = new Int32Array(columns);
  for (let place = 0; place < columns; place++) rank[names[place]!] = place;
  const values = new Int32Array(matrix.values.length);
  for (let at = 0; at < values.length; at++) values[at] = rank[matrix.values[at]!]!;
  const byRow = { ...matrix, values };
  return { names, rank, byRow, byColumn: transposed(byRow, columns) };
}

/** Where each column's neighbours may begin, and the end of the last: room for as many as share a row with it, `k` at most. */
function roomOf(byRow: WeightedLists, byColumn: WeightedLists, rank: Int32Array, k: number): Int32Array {
  const starts = new Int32Array(byColumn.offsets.length);
  for (let column = 0; column + 1 < starts.length; column++) {
    let others = 0;
    const end = byColumn.offsets[rank[column]! + 1]!;
    for (let at = byColumn.offsets[rank[column]!]!; at < end && others < k; at++) {
      const row = byColumn.values[at]!;
      others += byRow.offsets[row + 1]! - byRow.offsets[row]! - 1;
    }
    starts[column + 1] = starts[column]! + Math.min(k, others);
  }
  return starts;
}

function ordered(kernel: Kernel, values: Float64Array, names: Int32Array): Float64Array {
  const copy = kernel.doubles(values.length);
  for (let place = 0; place < names.length; place++) copy[place] = values[names[place]!]!;
  return copy;
}

/** The neighbours found, without the room that was not needed. */
function packed(
  starts: Int32Array,
  counts: Int32Array,
  found: Pick<Neighbours, 'values' | 'similarities'>,
): Neighbours {
  const offsets = new Int32Array(starts.length);
  for (let column = 0; column < counts.length; column++) offsets[column + 1] = offsets[column]! + counts[column]!;
  const values = new Int32Array(offsets.at(-1)!);
  const similarities = new Float32Array(values.length);
  for (let column = 0; column < counts.length; column++)
    for (let from = starts[column]!, to = offsets[column]!; to < offsets[column + 1]!; from++, to++) {
      values[to] = found.values[from]!;
      similarities[to] = found.similarities[from]!;
    }
  return { offsets, values, similarities };
}
