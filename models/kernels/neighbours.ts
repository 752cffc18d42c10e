import { setImmediate } from 'node:timers/promises';
import { groupBy, type Lists, type WeightedLists } from '../../data/index.js';
import * as binary from './built/neighbours.js';
import { bytesFor, floatsOf, intsOf, openKernel, startThreads } from './kernel.js';

/** For each item its neighbours, best first, and in parallel the similarity of each. */
export interface Neighbours extends Lists {
  readonly similarities: Float32Array;
}

const formulas = ['cosine', 'jaccard', 'quotient'] as const;

/** The similarity of two columns, from their dot product and a size of each. */
export type Similarity =
  /** `cosine`: dot / √(a² · b²); `jaccard`: dot / (a² + b² − dot), in a binary matrix the rows of both / the rows of either. */
  | { readonly formula: 'cosine' | 'jaccard' }
  /** dot / (own of a · other of b): the sizes, above 0, of the column whose neighbours are sought, and of its neighbour. */
  | {
      readonly formula: 'quotient';
      readonly own: Float64Array;
      readonly other: Float64Array;
      /** The least dot product that makes neighbours; 0 for any. */
      readonly least: number;
    };

/** The options of the search, a subset of a model's `WorkOptions`. */
export interface NeighbourSearch {
  readonly threads: number;
  readonly abort?: AbortSignal | undefined;
  /** Called from time to time with the number of columns done. */
  readonly onColumn?: (done: number) => void;
}

/** Columns between two checks of the abort signal. */
const stretch = 1024;

/**
 * The `k` columns most similar to each column of a sparse matrix of weights above 0, without the column itself. Columns that
 * share no row are not neighbours.
 *
 * Dot products are sums of doubles in the order of the rows. Similarities are rounded to 32 bits; neighbours are ordered by the
 * rounded values, ties by the smaller number. Equal quotients of whole numbers come out equal.
 * @throws InputError when the matrix and its neighbours do not fit into memory.
 */
export async function columnNeighbours(
  matrix: WeightedLists,
  columns: number,
  similarity: Similarity,
  k: number,
  { threads, abort, onColumn }: NeighbourSearch,
): Promise<Neighbours> {
  const { names, numbers, starts } = layOut(matrix, columns, k);
  startThreads(threads); // they start while the kernel lays out its memory
  const rows = matrix.offsets.length - 1;
  const entries = matrix.values.length;
  const room = starts.at(-1)!;
  const even = columns + (columns % 2);
  const scratchBytes = threads * (20 * even + 8);
  const kernel = await openKernel(
    binary,
    bytesFor(
      ...[4 * (rows + 1), 4 * entries, 4 * entries, 4 * (columns + 1), 4 * entries, 4 * entries],
      ...[4 * columns, 4 * columns, 8 * columns, 8 * columns, 4 * (columns + 1), 4 * columns],
      ...[4 * room, 4 * room, scratchBytes],
    ),
  );
  const places = (...arrays: readonly { readonly byteOffset: number }[]) => arrays.map((array) => array.byteOffset);
  const byRow = [intsOf(kernel, matrix.offsets), intsOf(kernel, matrix.values), floatsOf(kernel, matrix.weights)];
  const byColumn = [kernel.ints(columns + 1), kernel.ints(entries), kernel.floats(entries)];
  const [inside, outside] = [intsOf(kernel, numbers), intsOf(kernel, names)];
  kernel.call('byColumn', rows, columns, ...places(inside, ...byRow, ...byColumn));
  const [own, other] = [kernel.doubles(columns), kernel.doubles(columns)];
  if (similarity.formula === 'quotient') own.set(similarity.own);
  else kernel.call('squaredLengths', columns, ...places(byColumn[0]!, byColumn[2]!, own));
  const others = similarity.formula === 'quotient' ? similarity.other : own;
  for (let column = 0; column < columns; column++) other[numbers[column]!] = others[column]!;
  const scratch = kernel.bytes(scratchBytes);
  const formula = formulas.indexOf(similarity.formula);
  kernel.call('sortLongRows', rows, even, ...places(...byRow, outside, inside), formula, ...places(other, scratch));
  const least = similarity.formula === 'quotient' ? similarity.least : 0;
  const compare = [formula, ...places(own, other), least, Math.min(k, columns)];
  const [first, counts] = [intsOf(kernel, starts), kernel.ints(columns)];
  const found = { values: kernel.ints(room), similarities: kernel.floats(room) };
  const input = places(...byRow, ...byColumn, inside, outside);
  const output = places(first, counts, found.values, found.similarities, scratch);

  await kernel.withThreads(threads, async () => {
    for (let from = 0; from < columns; from += stretch) {
      await setImmediate(); // yields, so that an abort is noticed
      abort?.throwIfAborted();
      const to = Math.min(from + stretch, columns);
      kernel.parallel('neighbours', from, to, even, ...input, ...compare, ...output);
      onColumn?.(to);
    }
  });
  kernel.call('pack', columns, ...places(first, counts, found.values));
  kernel.call('pack', columns, ...places(first, counts, found.similarities));
  const offsets = new Int32Array(columns + 1);
  for (let column = 0; column < columns; column++) offsets[column + 1] = offsets[column]! + counts[column]!;
  const size = offsets[columns]!;
  return { offsets, values: found.values.slice(0, size), similarities: found.similarities.slice(0, size) };
}

/**
 * Numbers the columns by falling popularity, so that the most frequent ones lie together in memory. Returns also the column of each
 * number, and where a column's neighbours begin: there is room for as many as share a row with it, `k` at most.
 */
function layOut({ offsets, values }: WeightedLists, columns: number, k: number) {
  const popularity = new Int32Array(columns);
  const others = new Float64Array(columns);
  for (let row = 0; row + 1 < offsets.length; row++) {
    const end = offsets[row + 1]!;
    const company = end - offsets[row]! - 1;
    for (let at = offsets[row]!; at < end; at++) {
      popularity[values[at]!]!++;
      others[values[at]!]! += company;
    }
  }
  const most = popularity.reduce((max, count) => Math.max(max, count), 0);
  const names = groupBy(popularity, most + 1).values.reverse();
  const numbers = new Int32Array(columns);
  const starts = new Int32Array(columns + 1);
  for (let column = 0; column < columns; column++) {
    numbers[names[column]!] = column;
    starts[column + 1] = starts[column]! + Math.min(k, others[column]!);
  }
  return { names, numbers, starts };
}
