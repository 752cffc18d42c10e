// Bayesian Personalized Ranking by stochastic gradient descent (Rendle et al. 2009), with item biases.
import { below, mix, weighted } from './lib/draw';
import { touch } from './lib/lines';
import { takeRows, thread } from './lib/rows';
import { sumLanes } from './lib/vector';

export { finite } from './lib/finite';
export { thread } from './lib/rows';

/** Steps that a thread takes at once. */
const block = 4096;
/** How many steps ahead of its use a row is read. */
const ahead = 8;
/** Each thread's scratch: a ring of steps that are drawn but not done, of four words each. */
const ring = 2 * ahead;

/**
 * `samples` steps. In each, a pair of a visitor and an item is drawn (evenly, or by the alias table at `aliases`) and one
 * of the candidates; if it is none of the visitor's items, which lie ascending at `offsets`, the three rows move so that
 * the item comes before it. Rows are `stride` bytes, a multiple of 64.
 *
 * All draws are functions of `key` and the step. On one thread the steps are taken in order; on several the threads'
 * updates race (Niu et al. 2011, Hogwild).
 */
export function epoch(
  counter: usize,
  samples: i32,
  key: u32,
  visitorOf: usize,
  items: usize,
  offsets: usize,
  pairs: i32,
  aliases: usize,
  candidates: usize,
  candidateCount: i32,
  visitors: usize,
  factors: usize,
  biases: usize,
  stride: usize,
  learningRate: f32,
  regularization: f32,
  scratch: usize,
): void {
  const steps = scratch + <usize>thread * (ring << 4);
  const positives = mix(key, 0);
  const negatives = mix(key, 1);
  const coins = mix(key, 2);
  let touched = 0;
  for (let first = takeRows(counter, block); first < samples; first = takeRows(counter, block)) {
    const end = min(first + block, samples);
    for (let now = first - 2 * ahead; now < end; now++) {
      if (now >= first) {
        const step = steps + placeOf(now);
        const visitor = load<i32>(step);
        const item = load<i32>(step, 4);
        const other = load<i32>(step, 8);
        const list = offsets + (<usize>visitor << 2);
        if (!has(items, load<i32>(list), load<i32>(list, 4), other))
          update(
            visitors + <usize>visitor * stride,
            factors + <usize>item * stride,
            factors + <usize>other * stride,
            biases + (<usize>item << 2),
            biases + (<usize>other << 2),
            stride,
            learningRate,
            regularization,
          );
      }
      const next = now + ahead;
      if (next >= first && next < end) {
        const step = steps + placeOf(next);
        const pair = <usize>load<i32>(step) << 2;
        const visitor = load<i32>(visitorOf + pair);
        const item = load<i32>(items + pair);
        const other = load<i32>(candidates + (<usize>load<i32>(step, 4) << 2));
        store<i32>(step, visitor);
        store<i32>(step, item, 4);
        store<i32>(step, other, 8);
        touched ^= touch(visitors + <usize>visitor * stride, stride);
        touched ^= touch(factors + <usize>item * stride, stride);
        touched ^= touch(factors + <usize>other * stride, stride);
        touched ^= load<i32>(offsets + (<usize>visitor << 2));
      }
      const drawn = next + ahead;
      if (drawn < end) {
        const draw = mix(positives, drawn);
        const pair = aliases ? weighted(draw, mix(coins, drawn), aliases, pairs) : below(draw, pairs);
        const candidate = below(mix(negatives, drawn), candidateCount);
        const step = steps + placeOf(drawn);
        store<i32>(step, pair);
        store<i32>(step, candidate, 4);
        touched ^= load<i32>(visitorOf + (<usize>pair << 2)) ^ load<i32>(items + (<usize>pair << 2));
        touched ^= load<i32>(candidates + (<usize>candidate << 2));
      }
    }
  }
  store<i32>(steps, touched, 12);
}

/** Where in the ring a step lies. */
@inline
function placeOf(step: i32): usize {
  return <usize>(step & (ring - 1)) << 4;
}

/** Whether the ascending list at `from … to` has the item. */
@inline
function has(items: usize, from: i32, to: i32, item: i32): bool {
  while (from < to) {
    const middle = (from + to) >>> 1;
    const found = load<i32>(items + (<usize>middle << 2));
    if (found == item) return true;
    if (found < item) from = middle + 1;
    else to = middle;
  }
  return false;
}

/** A step of gradient ascent on ln σ(score of the item − score of the other) − regularization / 2 · ‖rows‖². */
@inline
function update(
  visitor: usize,
  item: usize,
  other: usize,
  itemBias: usize,
  otherBias: usize,
  stride: usize,
  learningRate: f32,
  regularization: f32,
): void {
  let sum0 = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0);
  let sum3 = f32x4.splat(0);
  for (let at: usize = 0; at < stride; at += 64) {
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load(visitor + at), f32x4.sub(v128.load(item + at), v128.load(other + at))));
    sum1 = f32x4.add(sum1, f32x4.mul(v128.load(visitor + at, 16), f32x4.sub(v128.load(item + at, 16), v128.load(other + at, 16))));
    sum2 = f32x4.add(sum2, f32x4.mul(v128.load(visitor + at, 32), f32x4.sub(v128.load(item + at, 32), v128.load(other + at, 32))));
    sum3 = f32x4.add(sum3, f32x4.mul(v128.load(visitor + at, 48), f32x4.sub(v128.load(item + at, 48), v128.load(other + at, 48))));
  }
  const product = sumLanes(f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3)));
  const biasOfItem = load<f32>(itemBias);
  const biasOfOther = load<f32>(otherBias);
  const step: f32 = learningRate / (1 + Mathf.exp(product + biasOfItem - biasOfOther));
  const keep: f32 = 1 - learningRate * regularization;
  store<f32>(itemBias, keep * biasOfItem + step);
  store<f32>(otherBias, keep * biasOfOther - step);
  const steps = f32x4.splat(step);
  const keeps = f32x4.splat(keep);
  for (let at: usize = 0; at < stride; at += 16) {
    const u = v128.load(visitor + at);
    const i = v128.load(item + at);
    const j = v128.load(other + at);
    const move = f32x4.mul(steps, u);
    v128.store(visitor + at, f32x4.add(f32x4.mul(keeps, u), f32x4.mul(steps, f32x4.sub(i, j))));
    v128.store(item + at, f32x4.add(f32x4.mul(keeps, i), move));
    v128.store(other + at, f32x4.sub(f32x4.mul(keeps, j), move));
  }
}
