// The k largest inner products of queries with items. Items lie in tiles of 8, factor by factor: the lanes of a vector are
// items, so that a dot is added up in the order of the factors, whichever items and queries it is computed beside.
import { takeRows } from './lib/rows';

const tileItems = 8;
/** Items that are compared with a chunk's queries before the next ones are loaded: they and the queries stay in the cache. */
const blockTiles = 16;
/** Queries that a thread takes at once. */
const chunk = 128;

// Where a batch lies: see `search`.
let vectors: usize = 0;
let states: usize = 0;
let scores: usize = 0;
let kept: usize = 0;
let excludedFrom: usize = 0;
let excluded: usize = 0;

/** What the search knows of a query: 64 bytes. */
@unmanaged
class State {
  norm: f64;
  /** The score that an item must reach to be kept. */
  least: f32;
  /** How many items are kept. */
  size: i32;
  /** Of the chunk's list of queries that are not done, the one that is noted here. */
  listed: i32;
}
const stateBytes = 64;
/** Within a state: its scores of a tile, f32. */
const lanesAt = 32;

/**
 * Searches for queries 0 … count − 1, to which one of zeros follows.
 * @param items tiles × factors × 8 f32; the places that the last tile has too many are NaN.
 * @param ids tiles × 8 i32.
 * @param bounds f64, one a block of 16 tiles: a query of norm 1 has no score above it from this block on.
 * @param prunes 1 to end a query at a block whose bound is below its least score, 0 to go through all of them.
 * @param queries (count + 1) × factors f32.
 * @param queryStates (count + 1) × 64 bytes, 16-byte aligned.
 * @param bestScores count × k f32, to be filled, best first, −∞ where there is no more.
 * @param bestItems count × k i32, to be filled, −1 where there is no more.
 * @param excludeOffsets count + 1 i32, into `excludeItems`: i32, ascending within a query.
 */
export function search(
  counter: usize,
  items: usize,
  ids: usize,
  bounds: usize,
  tiles: i32,
  factors: i32,
  count: i32,
  k: i32,
  prunes: i32,
  queries: usize,
  queryStates: usize,
  bestScores: usize,
  bestItems: usize,
  excludeOffsets: usize,
  excludeItems: usize,
): void {
  vectors = queries;
  states = queryStates;
  scores = bestScores;
  kept = bestItems;
  excludedFrom = excludeOffsets;
  excluded = excludeItems;
  stateOf(count).least = Infinity; // the query of zeros keeps nothing
  for (let first = takeRows(counter, chunk); first < count; first = takeRows(counter, chunk)) {
    const last = min(first + chunk, count);
    let left = begin(first, last, factors);
    for (let tile = 0; tile < tiles; tile += blockTiles) {
      if (prunes) left = stillOpen(first, left, load<f64>(bounds + ((<usize>(tile / blockTiles)) << 3)));
      if (left == 0) break;
      const end = min(tile + blockTiles, tiles);
      for (let at = 0; at < left; at += 4) {
        const a = stateOf(first + at).listed;
        const b = at + 1 < left ? stateOf(first + at + 1).listed : count;
        const c = at + 2 < left ? stateOf(first + at + 2).listed : count;
        const d = at + 3 < left ? stateOf(first + at + 3).listed : count;
        scan(items, ids, tile, end, factors, k, a, b, c, d);
      }
    }
    for (let query = first; query < last; query++) sort(query, k);
  }
}

// @ts-ignore: decorator
@inline
function stateOf(query: i32): State {
  return changetype<State>(states + (<usize>query) * stateBytes);
}

/** Lists the chunk's queries that are not zero, and gives their number. */
function begin(first: i32, last: i32, factors: i32): i32 {
  let left = 0;
  for (let query = first; query < last; query++) {
    const state = stateOf(query);
    state.norm = norm(query, factors);
    state.least = -Infinity;
    state.size = 0;
    if (state.norm > 0) stateOf(first + left++).listed = query;
  }
  return left;
}

function norm(query: i32, factors: i32): f64 {
  let squares: f64 = 0;
  for (let f = 0; f < factors; f++) {
    const value = <f64>load<f32>(word(vectors, query * factors + f));
    squares += value * value;
  }
  return sqrt(squares);
}

/** More than a sum of products loses where they are too small for 32 bits. */
const underflow = 1e-40;

/** Keeps on the list the queries to which an item below the bound can still matter, and gives their number. */
function stillOpen(first: i32, left: i32, bound: f64): i32 {
  let open = 0;
  for (let at = first; at < first + left; at++) {
    const query = stateOf(at).listed;
    const state = stateOf(query);
    if (state.norm * bound + underflow >= state.least) stateOf(first + open++).listed = query;
  }
  return open;
}

/** Address of an entry of four bytes. */
// @ts-ignore: decorator
@inline
function word(array: usize, at: i32): usize {
  return array + ((<usize>at) << 2);
}

/** Scores the tiles of a block for four queries and keeps what is good enough. */
function scan(items: usize, ids: usize, from: i32, to: i32, factors: i32, k: i32, a: i32, b: i32, c: i32, d: i32): void {
  const bytes = (<usize>factors) << 2;
  const atA = vectors + (<usize>a) * bytes;
  const atB = vectors + (<usize>b) * bytes;
  const atC = vectors + (<usize>c) * bytes;
  const atD = vectors + (<usize>d) * bytes;
  let item = items + (<usize>from) * bytes * tileItems;
  for (let tile = from; tile < to; tile++) {
    let a0 = f32x4.splat(0), a1 = f32x4.splat(0);
    let b0 = f32x4.splat(0), b1 = f32x4.splat(0);
    let c0 = f32x4.splat(0), c1 = f32x4.splat(0);
    let d0 = f32x4.splat(0), d1 = f32x4.splat(0);
    for (let f: usize = 0; f < bytes; f += 4) {
      const x0 = v128.load(item);
      const x1 = v128.load(item, 16);
      item += 32;
      const qa = v128.load_splat<f32>(atA + f);
      a0 = f32x4.add(a0, f32x4.mul(qa, x0));
      a1 = f32x4.add(a1, f32x4.mul(qa, x1));
      const qb = v128.load_splat<f32>(atB + f);
      b0 = f32x4.add(b0, f32x4.mul(qb, x0));
      b1 = f32x4.add(b1, f32x4.mul(qb, x1));
      const qc = v128.load_splat<f32>(atC + f);
      c0 = f32x4.add(c0, f32x4.mul(qc, x0));
      c1 = f32x4.add(c1, f32x4.mul(qc, x1));
      const qd = v128.load_splat<f32>(atD + f);
      d0 = f32x4.add(d0, f32x4.mul(qd, x0));
      d1 = f32x4.add(d1, f32x4.mul(qd, x1));
    }
    const itemIds = ids + (<usize>tile) * 4 * tileItems;
    const goodA = good(a0, a1, a);
    const goodB = good(b0, b1, b);
    const goodC = good(c0, c1, c);
    const goodD = good(d0, d1, d);
    if (!v128.any_true(v128.or(v128.or(goodA, goodB), v128.or(goodC, goodD)))) continue;
    if (v128.any_true(goodA)) offer(a, a0, a1, itemIds, k);
    if (v128.any_true(goodB)) offer(b, b0, b1, itemIds, k);
    if (v128.any_true(goodC)) offer(c, c0, c1, itemIds, k);
    if (v128.any_true(goodD)) offer(d, d0, d1, itemIds, k);
  }
}

// Equal scores pass: the item may have the smaller id. The tiles' padding has NaN for scores and never does.
// @ts-ignore: decorator
@inline
function good(first: v128, second: v128, query: i32): v128 {
  const bar = f32x4.splat(stateOf(query).least);
  return v128.or(f32x4.ge(first, bar), f32x4.ge(second, bar));
}

/** Keeps those of a tile's items that are good enough and not excluded. */
function offer(query: i32, first: v128, second: v128, itemIds: usize, k: i32): void {
  const state = stateOf(query);
  const lane = changetype<usize>(state) + lanesAt;
  v128.store(lane, first);
  v128.store(lane, second, 16);
  for (let at: usize = 0; at < 4 * tileItems; at += 4) {
    const score = load<f32>(lane + at);
    if (!(score >= state.least)) continue;
    const item = load<i32>(itemIds + at);
    if (!isExcluded(query, item)) keep(query, item, score, k);
  }
}

function isExcluded(query: i32, item: i32): bool {
  const offsets = word(excludedFrom, query);
  let low = load<i32>(offsets);
  let high = load<i32>(offsets, 4);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (load<i32>(word(excluded, middle)) < item) low = middle + 1;
    else high = middle;
  }
  return low < load<i32>(offsets, 4) && load<i32>(word(excluded, low)) == item;
}

/** Puts an item into the query's heap, for the worst of it where it is full. */
function keep(query: i32, item: i32, score: f32, k: i32): void {
  const state = stateOf(query);
  const heap = query * k;
  if (state.size < k) {
    rise(heap, state.size++, item, score);
    if (state.size < k) return;
  } else if (worse(scoreAt(heap), itemAt(heap), score, item)) sink(heap, k, item, score);
  state.least = scoreAt(heap);
}

// @ts-ignore: decorator
@inline
function worse(score: f32, item: i32, thanScore: f32, thanItem: i32): bool {
  return score < thanScore || (score == thanScore && item > thanItem);
}

// @ts-ignore: decorator
@inline
function scoreAt(place: i32): f32 {
  return load<f32>(word(scores, place));
}

// @ts-ignore: decorator
@inline
function itemAt(place: i32): i32 {
  return load<i32>(word(kept, place));
}

// @ts-ignore: decorator
@inline
function put(place: i32, item: i32, score: f32): void {
  store<f32>(word(scores, place), score);
  store<i32>(word(kept, place), item);
}

/** Adds an item at a heap's end, above its better parents. */
function rise(heap: i32, end: i32, item: i32, score: f32): void {
  let at = end;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!worse(score, item, scoreAt(heap + parent), itemAt(heap + parent))) break;
    put(heap + at, itemAt(heap + parent), scoreAt(heap + parent));
    at = parent;
  }
  put(heap + at, item, score);
}

/** Puts an item in the root's place, below its worse children. */
function sink(heap: i32, size: i32, item: i32, score: f32): void {
  let at = 0;
  for (let child = 1; child < size; child = 2 * at + 1) {
    const next = heap + child;
    if (child + 1 < size && worse(scoreAt(next + 1), itemAt(next + 1), scoreAt(next), itemAt(next))) child++;
    if (!worse(scoreAt(heap + child), itemAt(heap + child), score, item)) break;
    put(heap + at, itemAt(heap + child), scoreAt(heap + child));
    at = child;
  }
  put(heap + at, item, score);
}

/** Sorts a query's heap, best first, and marks the places that stayed empty. */
function sort(query: i32, k: i32): void {
  const heap = query * k;
  const size = stateOf(query).size;
  for (let last = size - 1; last > 0; last--) {
    const item = itemAt(heap + last);
    const score = scoreAt(heap + last);
    put(heap + last, itemAt(heap), scoreAt(heap));
    sink(heap, last, item, score);
  }
  for (let empty = size; empty < k; empty++) put(heap + empty, -1, -Infinity);
}
