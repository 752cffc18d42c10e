import type { Lists } from '../../data/index.js';
import { emptyRankings } from '../rankings.js';
import type { Rankings } from '../recommender.js';
import { vectorLengths } from '../vector-lengths.js';
import * as binary from './built/top-k.js';
import { bytesFor, type Kernel, openKernel } from './kernel.js';

/** Item vectors in the memory of the kernel `top-k`. */
export interface TopKItems {
  /**
   * Ranks the items for each query by inner product, added up in single precision in the order of the factors; ties by the
   * smaller item id. Items and queries that are zero are left out: an item is not ranked, a query gets an empty row.
   *
   * The result is the same, bit for bit, whatever `prunes` and `threads`. Searches of the same items take turns.
   * @param queries count × factors, row after row.
   * @param exclude the items that query `i` must not be given, ascending.
   * @throws InputError when a query is not finite.
   */
  search(queries: Float32Array, k: number, exclude: Lists, work?: Partial<TopKWork>): Promise<Rankings>;
}

export interface TopKWork {
  /** Whether items that are too short to matter are left out of the computation; true unless said. */
  readonly prunes: boolean;
  /** 1 unless said. */
  readonly threads: number;
  readonly signal: AbortSignal;
}

const tileItems = 8;
const blockItems = 16 * tileItems;
const stateBytes = 64;
/** Most queries of a batch, and what the lists of its results, and of its exclusions, may take unless one query needs more. */
const mostQueries = 4096;
const roomOfLists = 1 << 18;

/**
 * Puts item vectors into a kernel's memory, to be searched for the largest inner products.
 *
 * They lie there from the longest to the shortest. By Cauchy and Schwarz no item gives more than ‖query‖ · ‖item‖: where
 * that is below the worst of the `k` found so far, the search for this query is over. What rounding could add to a
 * score is added to the bound.
 * @param items count × factors, row after row.
 * @throws InputError when a vector is not finite, or all together exceed the memory.
 */
export async function topKItems(items: Float32Array, factors: number): Promise<TopKItems> {
  const lengths = vectorLengths(items, factors, 'item');
  const order = Int32Array.from(lengths.keys())
    .filter((item) => lengths[item]! > 0)
    .sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  const tiles = Math.ceil(order.length / tileItems);
  const places = tiles * tileItems;
  const blocks = Math.ceil(places / blockItems);
  const room = Math.max(lengths.length, roomOfLists);
  const mine = [4 * places * factors, 4 * places, 8 * blocks];
  const ofBatch = [4 * (mostQueries + 1) * factors, (mostQueries + 1) * stateBytes, 4 * (mostQueries + 1)];
  const kernel = await openKernel(binary, bytesFor(...mine, ...ofBatch, 4 * room, 4 * room, 4 * room));

  const packed = kernel.floats(places * factors).fill(Number.NaN);
  const ids = kernel.ints(places);
  const bounds = kernel.doubles(blocks);
  ids.set(order);
  for (const [place, item] of order.entries()) {
    const start = Math.floor(place / tileItems) * tileItems * factors + (place % tileItems);
    for (let f = 0; f < factors; f++) packed[start + f * tileItems] = items[item * factors + f]!;
  }
  const rounding = 1 + factors * 2 ** -23; // twice what so many products and sums in single precision can add
  for (let block = 0; block < blocks; block++) bounds[block] = lengths[order[block * blockItems]!]! * rounding;
  const args = [packed.byteOffset, ids.byteOffset, bounds.byteOffset, tiles, factors];
  return searchOf(kernel, args, { factors, known: order.length, room });
}

function searchOf(
  kernel: Kernel,
  items: readonly number[],
  sizes: { factors: number; known: number; room: number },
): TopKItems {
  const { factors, known, room } = sizes;
  const vectors = kernel.floats((mostQueries + 1) * factors);
  const states = kernel.bytes((mostQueries + 1) * stateBytes);
  const offsets = kernel.ints(mostQueries + 1);
  const excluded = kernel.ints(room);
  const [bestScores, bestItems] = [kernel.floats(room), kernel.ints(room)];

  /** Fills the rows `from … to` of the rankings. */
  const searchBatch = (
    queries: Float32Array,
    exclude: Lists,
    from: number,
    to: number,
    rankings: Rankings,
    prunes: boolean,
  ) => {
    const count = to - from;
    const kept = Math.min(rankings.k, known);
    vectors.set(queries.subarray(from * factors, to * factors));
    vectors.fill(0, count * factors, (count + 1) * factors);
    const start = exclude.offsets[from]!;
    excluded.set(exclude.values.subarray(start, exclude.offsets[to]));
    for (let i = 0; i <= count; i++) offsets[i] = exclude.offsets[from + i]! - start;
    const batch = [vectors, states, bestScores, bestItems, offsets, excluded].map(({ byteOffset }) => byteOffset);
    kernel.parallel('search', ...items, count, kept, Number(prunes), ...batch);
    for (let i = 0; i < count; i++) {
      rankings.items.set(bestItems.subarray(i * kept, (i + 1) * kept), (from + i) * rankings.k);
      rankings.scores.set(bestScores.subarray(i * kept, (i + 1) * kept), (from + i) * rankings.k);
    }
  };

  const search: TopKItems['search'] = async (queries, k, exclude, { prunes = true, threads = 1, signal } = {}) => {
    vectorLengths(queries, factors, 'query');
    const count = queries.length / factors;
    const rankings = emptyRankings(count, k);
    const kept = Math.min(k, known);
    if (kept === 0) return rankings;
    await kernel.withThreads(threads, () => {
      for (let from = 0, to = 0; from < count; from = to) {
        signal?.throwIfAborted();
        to = batchEnd(exclude, from, Math.min(count, from + mostQueries, from + Math.floor(room / kept)), room);
        searchBatch(queries, exclude, from, to, rankings, prunes);
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

/** The end, `to` at most, of the batch from a query on whose exclusions have room. */
function batchEnd({ offsets }: Lists, from: number, to: number, room: number): number {
  let end = from + 1;
  while (end < to && offsets[end + 1]! - offsets[from]! <= room) end++;
  return end;
}
