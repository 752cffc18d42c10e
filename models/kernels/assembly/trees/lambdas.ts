import { takeRows, thread } from '../lib/rows';
import { sortBest } from '../lib/sort-best';
import { sumLanes, word } from '../lib/vector';
import { sigmoid4 } from '../neural/exp';

/** Queries that a thread takes at once. */
const block = 16;

/**
 * LambdaMART's derivatives of NDCG. In each query rows are ranked by score, of equals the first; each of the best `truncation` makes a pair
 * with each row behind it whose gain is another. See ../../trees/training.ts for the formula.
 * `discounts` are 1 / log2(rank + 2) of ranks from 0; `ideals` the reciprocal of each query's ideal DCG.
 * `scratch` is, for each thread, `room` times 24 bytes: room is the largest query and 8 more, a multiple of 8.
 */
export function lambdas(
  counter: usize,
  queries: i32,
  offsets: usize,
  gains: usize,
  scores: usize,
  discounts: usize,
  ideals: usize,
  truncation: i32,
  gradients: usize,
  room: i32,
  scratch: usize,
): void {
  const keys = scratch + 24 * <usize>room * <usize>thread;
  const ranked = keys + 8 * <usize>room;
  const gain = ranked + 4 * <usize>room;
  const firsts = gain + 4 * <usize>room;
  const seconds = firsts + 4 * <usize>room;
  for (let start = takeRows(counter, block); start < queries; start = takeRows(counter, block))
    for (let query = start; query < min(start + block, queries); query++) {
      const from = load<i32>(word(offsets, query));
      const count = load<i32>(word(offsets, query), 4) - from;
      for (let i = 0; i < count; i++)
        store<u64>(keys + 8 * <usize>i, keyOf(load<f32>(word(scores, from + i)), i));
      sortBest(keys, 0, count, count);
      for (let i = 0; i < count; i++) {
        const row = from + <i32>~load<u32>(keys + 8 * <usize>i);
        store<f32>(word(ranked, i), load<f32>(word(scores, row)));
        store<f32>(word(gain, i), load<f32>(word(gains, row)));
      }
      // Behind the last stand gains that make no pair.
      for (let i = count; i < count + 4; i++) store<f32>(word(gain, i), NaN);
      memory.fill(firsts, 0, 4 * <usize>count + 16);
      memory.fill(seconds, 0, 4 * <usize>count + 16);
      const isSpread = count > 0 && load<f32>(ranked) != load<f32>(word(ranked, count - 1));
      const ideal = load<f32>(word(ideals, query));
      const sum = pairs(count, min(truncation, count), ranked, gain, discounts, ideal, isSpread, firsts, seconds);
      const scale = sum > 0 ? <f32>(Math.log2(1 + sum) / sum) : 1;
      for (let i = 0; i < count; i++) {
        const to = gradients + 8 * <usize>(from + <i32>~load<u32>(keys + 8 * <usize>i));
        store<f32>(to, load<f32>(word(firsts, i)) * scale);
        store<f32>(to, load<f32>(word(seconds, i)) * scale, 4);
      }
    }
}

/** Orders by score, of equals by the smaller place, which stands turned over in the lower half. */
@inline
function keyOf(score: f32, place: i32): u64 {
  const bits = reinterpret<i32>(score + 0);
  return ((<u64><u32>(bits ^ ((bits >> 31) | i32.MIN_VALUE))) << 32) | <u64><u32>~place;
}

/** Adds up all pairs of a query and gives twice the sum of their lambdas. */
function pairs(
  count: i32,
  top: i32,
  ranked: usize,
  gain: usize,
  discounts: usize,
  ideal: f32,
  isSpread: bool,
  firsts: usize,
  seconds: usize,
): f64 {
  const one = f32x4.splat(1);
  const sign = i32x4.splat(i32.MIN_VALUE);
  let sum: f64 = 0;
  for (let i = 0; i < top; i++) {
    const score = f32x4.splat(load<f32>(word(ranked, i)));
    const ownGain = f32x4.splat(load<f32>(word(gain, i)));
    const discount = f32x4.splat(load<f32>(word(discounts, i)));
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    let size = f32x4.splat(0);
    for (let j = i + 1; j < count; j += 4) {
      const more = f32x4.sub(ownGain, v128.load(word(gain, j)));
      const isPair = f32x4.gt(f32x4.abs(more), f32x4.splat(0));
      if (!v128.any_true(isPair)) continue;
      const isBelow = v128.and(more, sign); // of the pair, i is the one with the smaller gain
      const ahead = f32x4.sub(score, v128.load(word(ranked, j)));
      let delta = f32x4.mul(f32x4.abs(more), f32x4.splat(ideal));
      delta = f32x4.mul(delta, f32x4.sub(discount, v128.load(word(discounts, j))));
      if (isSpread) delta = f32x4.div(delta, f32x4.add(f32x4.abs(ahead), f32x4.splat(0.01)));
      delta = v128.and(delta, isPair);
      const wrong = sigmoid4(v128.xor(v128.xor(ahead, sign), isBelow));
      const lambda = f32x4.mul(wrong, delta);
      const both = f32x4.max(f32x4.mul(wrong, f32x4.sub(one, wrong)), f32x4.splat(1e-16));
      const curve = f32x4.mul(f32x4.add(both, both), delta);
      const signed = v128.xor(lambda, isBelow);
      size = f32x4.add(size, lambda);
      first = f32x4.sub(first, signed);
      second = f32x4.add(second, curve);
      v128.store(word(firsts, j), f32x4.add(v128.load(word(firsts, j)), signed));
      v128.store(word(seconds, j), f32x4.add(v128.load(word(seconds, j)), curve));
    }
    store<f32>(word(firsts, i), load<f32>(word(firsts, i)) + sumLanes(first));
    store<f32>(word(seconds, i), load<f32>(word(seconds, i)) + sumLanes(second));
    sum += <f64>sumLanes(size);
  }
  return 2 * sum;
}
