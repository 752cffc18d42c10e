import type { Lists } from '../../data/index.js';
import { emptyRankings } from '../base/rankings.js';
import type { Rankings } from '../base/recommender.js';
import * as binary from './built/top-k.js';
import { type ItemTiles, itemTiles } from './item-tiles.js';
import { bytesFor, type Kernel, openKernel } from './kernel.js';
import { vectorLengths } from './vector-lengths.js';

/** Item vectors in the memory of the kernel `top-k`. */
export interface TopKItems {
  /**
   * Ranks the items for each query by {@link innerProduct}, ties by the smaller item id. Zero items are not ranked; zero queries
   * get an empty row.
   *
   * The result is identical, bit for bit, for all values of `prunes` and `threads`. Searches of the same items take turns.
   * @param queries count × factors, row after row.
   * @param exclude the items that must not be returned for query `i`, ascending.
   * @throws InputError when a query is not finite.
   */
  search(queries: Float32Array, k: number, exclude: Lists, work?: Partial<TopKWork>): Promise<Rankings>;
}

export interface TopKWork {
  /** Whether a search ends once all further items are too short to enter the list; true by default. */
  readonly prunes: boolean;
  /** 1 by default. */
  readonly threads: number;
  readonly abort: AbortSignal;
}

/**
 * Copies item vectors into a kernel's memory, to be searched for the largest inner products.
 *
 * They lie there from the longest to the shortest. By Cauchy–Schwarz no item scores more than ‖query‖ · ‖item‖: once that is
 * below the worst of the `k` found so far, the search for this query ends. A pair is first scored in 16-bit integers, and in
 * single precision only where that leaves it a chance. Both bounds allow for rounding errors.
 * @param items count × factors, row after row.
 * @throws InputError when a vector is not finite, or the vectors together exceed the memory.
 */
export async function topKItems(items: Float32Array, factors: number): Promise<TopKItems> {
  const tiles = itemTiles(items, factors);
  const room = Math.max(items.length / factors, roomOfLists);
  const kernel = await openKernel(binary, tiles.bytes + batchBytes(tiles.stride, room));
  const laidOut = tiles.layOut(kernel);
  const batch = new Batch(kernel, laidOut, factors, room);

  const search: TopKItems['search'] = async (queries, k, exclude, { prunes = true, threads = 1, abort } = {}) => {
    const count = vectorLengths(queries, factors, 'query').length;
    const rankings = emptyRankings(count, k);
    if (Math.min(k, laidOut.known) === 0) return rankings;
    await kernel.withThreads(threads, () => {
      for (let from = 0, to = 0; from < count; from = to) {
        abort?.throwIfAborted();
        to = batch.end(from, count, k, exclude);
        batch.search(queries, exclude, rankings, { from, to, prunes });
      }
    });
    return rankings;
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    search: (...args) => {
      const mine = last.then(() => search(...args));
      last = mine.catch(() => {});
      return mine;
    },
  };
}

/** The score of a pair, in single precision: the sums of every fourth product, s0 … s3, then (s0 + s1) + (s2 + s3). */
export function innerProduct(a: Float32Array, b: Float32Array): number {
  const sums = new Float32Array(4);
  for (let f = 0; f < a.length; f++) sums[f % 4] = sums[f % 4]! + Math.fround(a[f]! * b[f]!);
  return Math.fround(Math.fround(sums[0]! + sums[1]!) + Math.fround(sums[2]! + sums[3]!));
}

const stateBytes = 64;
/** The most queries in a batch, and the limits of all its lists, and of all its exclusions, unless one query needs more. */
const mostQueries = 4096;
const roomOfLists = 1 << 18;

const batchBytes = (stride: number, room: number): number => {
  const queries = mostQueries + 1;
  return bytesFor(
    4 * queries * stride,
    2 * queries * stride,
    stateBytes * queries,
    4 * queries,
    4 * room,
    4 * room,
    4 * room,
  );
};

/** The memory for searching batches of queries, one after the other. */
class Batch {
  readonly #vectors: Float32Array;
  readonly #whole: Uint8Array;
  readonly #states: Uint8Array;
  readonly #offsets: Int32Array;
  readonly #excluded: Int32Array;
  readonly #scores: Float32Array;
  readonly #items: Int32Array;

  constructor(
    readonly kernel: Kernel,
    readonly tiles: ItemTiles,
    readonly factors: number,
    readonly room: number,
  ) {
    const queries = mostQueries + 1; // the last one is zeros
    this.#vectors = kernel.floats(queries * tiles.stride);
    this.#whole = kernel.bytes(2 * queries * tiles.stride);
    this.#states = kernel.bytes(stateBytes * queries);
    this.#offsets = kernel.ints(queries);
    this.#excluded = kernel.ints(room);
    this.#scores = kernel.floats(room);
    this.#items = kernel.ints(room);
  }

  /** The end of the batch that begins with query `from`, with as many queries as there is room for. */
  end(from: number, count: number, k: number, { offsets }: Lists): number {
    const most = Math.min(count, from + mostQueries, from + Math.floor(this.room / Math.min(k, this.tiles.known)));
    let end = from + 1;
    while (end < most && offsets[end + 1]! - offsets[from]! <= this.room) end++;
    return end;
  }

  /** Fills the rows `from … to` of the rankings. */
  search(
    queries: Float32Array,
    exclude: Lists,
    rankings: Rankings,
    { from, to, prunes }: { from: number; to: number; prunes: boolean },
  ): void {
    const { factors, tiles } = this;
    const kept = Math.min(rankings.k, tiles.known);
    const count = to - from;
    for (let i = 0; i < count; i++)
      this.#vectors.set(queries.subarray((from + i) * factors, (from + i + 1) * factors), i * tiles.stride);
    this.#whole.fill(0, 2 * count * tiles.stride, 2 * (count + 1) * tiles.stride);
    const start = exclude.offsets[from]!;
    this.#excluded.set(exclude.values.subarray(start, exclude.offsets[to]));
    for (let i = 0; i <= count; i++) this.#offsets[i] = exclude.offsets[from + i]! - start;
    const arrays = [this.#vectors, this.#whole, this.#states, this.#scores, this.#items, this.#offsets, this.#excluded];
    const addresses = arrays.map(({ byteOffset }) => byteOffset);
    this.kernel.parallel('search', ...tiles.args, count, kept, Number(prunes), ...addresses);
    for (let i = 0; i < count; i++) {
      rankings.items.set(this.#items.subarray(i * kept, (i + 1) * kept), (from + i) * rankings.k);
      rankings.scores.set(this.#scores.subarray(i * kept, (i + 1) * kept), (from + i) * rankings.k);
    }
  }
}
