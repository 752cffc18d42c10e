// The k largest inner products of queries with items.
//
// Nearly all pairs are far from being kept, so all are scored in whole numbers of 16 bits first, twice as fast as in floats:
// a vector is a step times whole numbers, each off by half at most, which bounds how much the score can be off. Only a pair
// whose score could reach the k best is scored in single precision, and that score alone counts.
import { rise, sink, sortHeap, worse } from './lib/heap';
import { takeRows } from './lib/rows';
import { dot, word } from './lib/vector';

/** Items that are scored beside each other, in the lanes of two vectors. */
const tileItems = 8;
/** Items that are compared with a chunk's queries before the next ones are loaded: they and the queries stay in the cache. */
const blockTiles = 16;
/** Queries that a thread takes at once. */
const chunk = 128;

// Where a batch lies: see `search`.
let factors: i32 = 0;
let most: f64 = 0;
let k: i32 = 0;
let ids: usize = 0;
let items: usize = 0;
let vectors: usize = 0;
let whole: usize = 0;
let states: usize = 0;
let scores: usize = 0;
let kept: usize = 0;
let excludedFrom: usize = 0;
let excluded: usize = 0;

// The block that is compared: the length of its longest item and the step of its whole numbers.
let blockLength: f64 = 0;
let blockStep: f64 = 0;

/** What the search knows of a query: 64 bytes. */
@unmanaged
class State {
  length: f64;
  step: f64;
  /** The score that an item must reach to be kept. */
  least: f32;
  /** The score in whole numbers without which an item of this block cannot reach it. */
  bar: i32;
  /** How many items are kept. */
  size: i32;
  /** Of the chunk's list of queries that are not done, the one that is noted here. */
  listed: i32;
}
const stateBytes = 64;
/** Within a state: its scores of a tile, i32. */
const lanesAt = 32;

/**
 * Searches for queries 0 … count − 1.
 * @param tiles of 8 items, the longest first; 16 are a block.
 * @param itemFactors a multiple of 4.
 * @param mostWhole the largest of the whole numbers.
 * @param itemIds tiles × 8 i32, −1 for places that the last tile has too many.
 * @param itemVectors tiles × 8 × factors f32.
 * @param itemTiles tiles × factors / 2 × 8 × 2 i16, the same in whole numbers.
 * @param blocks 2 f64 a block: the length of its longest item, and the step of its whole numbers.
 * @param prunes 1 to end a query at the first block of items that are too short for it, 0 to go through all of them.
 * @param queries count × factors f32.
 * @param queryWhole (count + 1) × factors i16, the first `count` to be filled, the last one zeros.
 * @param queryStates (count + 1) × 64 bytes, 16-byte aligned.
 * @param bestScores count × k f32, to be filled, best first, −∞ where there is no more.
 * @param bestItems count × k i32, to be filled, −1 where there is no more.
 * @param excludeOffsets count + 1 i32, into `excludeItems`: i32, ascending within a query.
 */
export function search(
  counter: usize,
  tiles: i32,
  itemFactors: i32,
  mostWhole: i32,
  itemIds: usize,
  itemVectors: usize,
  itemTiles: usize,
  blocks: usize,
  count: i32,
  best: i32,
  prunes: i32,
  queries: usize,
  queryWhole: usize,
  queryStates: usize,
  bestScores: usize,
  bestItems: usize,
  excludeOffsets: usize,
  excludeItems: usize,
): void {
  factors = itemFactors;
  most = mostWhole;
  k = best;
  ids = itemIds;
  items = itemVectors;
  vectors = queries;
  whole = queryWhole;
  states = queryStates;
  scores = bestScores;
  kept = bestItems;
  excludedFrom = excludeOffsets;
  excluded = excludeItems;
  stateOf(count).bar = i32.MAX_VALUE; // the query of zeros keeps nothing
  for (let first = takeRows(counter, chunk); first < count; first = takeRows(counter, chunk)) {
    const last = min(first + chunk, count);
    let left = begin(first, last);
    for (let tile = 0, block = blocks; tile < tiles; tile += blockTiles, block += 16) {
      blockLength = load<f64>(block);
      blockStep = load<f64>(block, 8);
      left = enterBlock(first, left, prunes);
      if (left == 0) break;
      for (let at = first; at < first + left; at += 4) {
        const rest = first + left - at;
        const a = stateOf(at).listed;
        if (rest == 1) {
          scanOne(itemTiles, tile, min(tile + blockTiles, tiles), a);
          continue;
        }
        const b = rest > 1 ? stateOf(at + 1).listed : count;
        const c = rest > 2 ? stateOf(at + 2).listed : count;
        const d = rest > 3 ? stateOf(at + 3).listed : count;
        scan(itemTiles, tile, min(tile + blockTiles, tiles), a, b, c, d);
      }
    }
    for (let query = first; query < last; query++) sortHeap(scoresOf(query), itemsOf(query), stateOf(query).size, k);
  }
}

@inline
function stateOf(query: i32): State {
  return changetype<State>(states + (<usize>query) * stateBytes);
}

@inline
function scoresOf(query: i32): usize {
  return word(scores, query * k);
}

@inline
function itemsOf(query: i32): usize {
  return word(kept, query * k);
}

/** Lists the chunk's queries that are not zero, and gives their number. */
function begin(first: i32, last: i32): i32 {
  let left = 0;
  for (let query = first; query < last; query++) {
    const state = stateOf(query);
    measure(query, state);
    state.least = -Infinity;
    state.size = 0;
    if (state.length > 0) stateOf(first + left++).listed = query;
  }
  return left;
}

/** Length, step and whole numbers of a query. */
function measure(query: i32, state: State): void {
  let squares: f64 = 0;
  let largest: f64 = 0;
  for (let f = 0; f < factors; f++) {
    const value = <f64>load<f32>(word(vectors, query * factors + f));
    squares += value * value;
    largest = max(largest, abs(value));
  }
  state.length = sqrt(squares);
  state.step = largest / most;
  if (largest == 0) return;
  for (let f = 0; f < factors; f++) {
    const value = <f64>load<f32>(word(vectors, query * factors + f));
    store<i16>(whole + ((<usize>(query * factors + f)) << 1), <i16>nearest(value / state.step));
  }
}

/** Keeps on the list the queries to which items of this length can still matter, and gives their number. */
function enterBlock(first: i32, left: i32, prunes: i32): i32 {
  let open = 0;
  for (let at = first; at < first + left; at++) {
    const query = stateOf(at).listed;
    const state = stateOf(query);
    // Cauchy and Schwarz: no inner product is larger than the product of the lengths.
    if (prunes && state.length * blockLength + rounding(state) < state.least) continue;
    setBar(state);
    stateOf(first + open++).listed = query;
  }
  return open;
}

const ulp: f64 = 1.0 / 8_388_608.0; // 2⁻²³, the spacing of floats at 1

/** More than a score in single precision can be off: each of its products and sums, and products too small for 32 bits. */
function rounding(state: State): f64 {
  return state.length * blockLength * factors * ulp + 1e-40;
}

/**
 * The bar for items of this block. Where q = s (Q + d) and x = t (X + e), s and t the steps, |d| and |e| at most ½,
 * q · x = s t (Q · X + Q · e + d · X + d · e), so that by Cauchy and Schwarz Q · X is off by at most
 * √n / 2 (‖Q‖ + ‖X‖) + n / 4, and ‖Q‖ is at most ‖q‖ / s + √n / 2.
 */
function setBar(state: State): void {
  const half = sqrt(<f64>factors) / 2;
  const off = half * (state.length / state.step + blockLength / blockStep) + 3 * half * half;
  const reach = (<f64>state.least - rounding(state)) / (state.step * blockStep) - 1.001 * off;
  state.bar = <i32>max(<f64>i32.MIN_VALUE, min(<f64>i32.MAX_VALUE, floor(reach)));
}

/** Scores the tiles of a block for four queries and offers them what could reach their bars. */
function scan(itemTiles: usize, from: i32, to: i32, a: i32, b: i32, c: i32, d: i32): void {
  const bytes = (<usize>factors) << 1;
  const atA = whole + (<usize>a) * bytes;
  const atB = whole + (<usize>b) * bytes;
  const atC = whole + (<usize>c) * bytes;
  const atD = whole + (<usize>d) * bytes;
  let item = itemTiles + (<usize>from) * bytes * tileItems;
  for (let tile = from; tile < to; tile++) {
    let a0 = i32x4.splat(0), a1 = i32x4.splat(0);
    let b0 = i32x4.splat(0), b1 = i32x4.splat(0);
    let c0 = i32x4.splat(0), c1 = i32x4.splat(0);
    let d0 = i32x4.splat(0), d1 = i32x4.splat(0);
    for (let f: usize = 0; f < bytes; f += 4) {
      const x0 = v128.load(item);
      const x1 = v128.load(item, 16);
      item += 32;
      const qa = v128.load32_splat(atA + f);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(qa, x0));
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(qa, x1));
      const qb = v128.load32_splat(atB + f);
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(qb, x0));
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(qb, x1));
      const qc = v128.load32_splat(atC + f);
      c0 = i32x4.add(c0, i32x4.dot_i16x8_s(qc, x0));
      c1 = i32x4.add(c1, i32x4.dot_i16x8_s(qc, x1));
      const qd = v128.load32_splat(atD + f);
      d0 = i32x4.add(d0, i32x4.dot_i16x8_s(qd, x0));
      d1 = i32x4.add(d1, i32x4.dot_i16x8_s(qd, x1));
    }
    const goodA = good(a0, a1, a);
    const goodB = good(b0, b1, b);
    const goodC = good(c0, c1, c);
    const goodD = good(d0, d1, d);
    if (!v128.any_true(v128.or(v128.or(goodA, goodB), v128.or(goodC, goodD)))) continue;
    if (v128.any_true(goodA)) offer(a, a0, a1, tile);
    if (v128.any_true(goodB)) offer(b, b0, b1, tile);
    if (v128.any_true(goodC)) offer(c, c0, c1, tile);
    if (v128.any_true(goodD)) offer(d, d0, d1, tile);
  }
}

/** The same for one query: a single visitor's answer need not wait for three that are not there. */
function scanOne(itemTiles: usize, from: i32, to: i32, query: i32): void {
  const bytes = (<usize>factors) << 1;
  const vector = whole + (<usize>query) * bytes;
  let item = itemTiles + (<usize>from) * bytes * tileItems;
  for (let tile = from; tile < to; tile++) {
    let first = i32x4.splat(0), second = i32x4.splat(0);
    for (let f: usize = 0; f < bytes; f += 4) {
      const own = v128.load32_splat(vector + f);
      first = i32x4.add(first, i32x4.dot_i16x8_s(own, v128.load(item)));
      second = i32x4.add(second, i32x4.dot_i16x8_s(own, v128.load(item, 16)));
      item += 32;
    }
    if (v128.any_true(good(first, second, query))) offer(query, first, second, tile);
  }
}

@inline
function good(first: v128, second: v128, query: i32): v128 {
  const bar = i32x4.splat(stateOf(query).bar);
  return v128.or(i32x4.ge_s(first, bar), i32x4.ge_s(second, bar));
}

/** Keeps those of a tile's items that are not excluded and good enough, or as good with a smaller id. */
function offer(query: i32, first: v128, second: v128, tile: i32): void {
  const state = stateOf(query);
  const lanes = changetype<usize>(state) + lanesAt;
  v128.store(lanes, first);
  v128.store(lanes, second, 16);
  const vector = word(vectors, query * factors);
  for (let lane = 0; lane < tileItems; lane++) {
    if (load<i32>(word(lanes, lane)) < state.bar) continue;
    const place = tile * tileItems + lane;
    const item = load<i32>(word(ids, place));
    if (item < 0 || isExcluded(query, item)) continue;
    const score = dot(vector, word(items, place * factors), factors);
    if (score >= state.least && keep(query, item, score)) setBar(state);
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

/** Puts an item on the query's list, for the worst of it where it is full; whether that raises the least score. */
function keep(query: i32, item: i32, score: f32): bool {
  const state = stateOf(query);
  const heap = scoresOf(query);
  if (state.size < k) {
    rise(heap, itemsOf(query), state.size++, item, score);
    if (state.size < k) return false;
  } else if (worse(load<f32>(heap), load<i32>(itemsOf(query)), score, item)) sink(heap, itemsOf(query), k, item, score);
  const before = state.least;
  state.least = load<f32>(heap);
  return state.least > before;
}
