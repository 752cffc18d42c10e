// Skip-gram with negative sampling (Mikolov et al. 2013).
import { below, mix, weighted } from './lib/draw';
import { touch } from './lib/lines';
import { takeRows, thread } from './lib/rows';
import { dot } from './lib/vector';

export { finite } from './lib/finite';
export { thread } from './lib/rows';

/** Sequences that a thread takes at once. */
const block = 64;

/**
 * One pass over the sequences, whose items lie end to end at `offsets`. Of each the frequent items are thinned out (`keep`
 * holds of each item the largest draw that keeps it); then every item learns to tell each of its neighbours, up to a drawn
 * distance of at most `window`, from `negatives` items drawn by the alias table at `aliases`. Rows of the items as `inputs`
 * and as `outputs` are `stride` bytes, a multiple of 64.
 *
 * The learning rate falls evenly from `fromRate` before the first place to `toRate` behind the last. All draws are functions
 * of `key` and places. On one thread the steps are taken in order; on several the threads' updates race (Niu et al. 2011,
 * Hogwild). A thread's scratch of `scratchBytes` holds, one after the other, a row, the places kept of a sequence, and what
 * one item learns from.
 */
export function epoch(
  counter: usize,
  sequences: i32,
  key: u32,
  offsets: usize,
  items: usize,
  keep: usize,
  aliases: usize,
  itemCount: i32,
  window: i32,
  negatives: i32,
  inputs: usize,
  outputs: usize,
  stride: usize,
  fromRate: f32,
  toRate: f32,
  scratch: usize,
  scratchBytes: usize,
  longest: i32,
): void {
  const sum = scratch + <usize>thread * scratchBytes;
  const places = sum + stride;
  const targets = places + (<usize>longest << 2);
  const thinning = mix(key, 0);
  const windows = mix(key, 1);
  const draws = mix(key, 2);
  const fall: f32 = (toRate - fromRate) / <f32>load<i32>(offsets + (<usize>sequences << 2));
  let touched = 0;
  for (let first = takeRows(counter, block); first < sequences; first = takeRows(counter, block))
    for (let sequence = first; sequence < min(first + block, sequences); sequence++) {
      const start = load<i32>(offsets + (<usize>sequence << 2));
      const end = load<i32>(offsets + (<usize>sequence << 2), 4);
      let kept = 0;
      for (let place = start; place < end; place++)
        if (mix(thinning, place) <= load<u32>(keep + (<usize>itemAt(items, place) << 2))) {
          store<i32>(places + (<usize>kept << 2), place);
          kept++;
        }

      for (let centre = 0; centre < kept; centre++) {
        const place = load<i32>(places + (<usize>centre << 2));
        const item = itemAt(items, place);
        const reach = 1 + below(mix(windows, place), window);
        const ofCentre = mix(draws, place);
        // What there is to learn, drawn at once, so that all rows are on their way before the first is needed.
        let size = 0;
        for (let near = max(0, centre - reach); near < min(kept, centre + reach + 1); near++) {
          const neighbour = itemAt(items, load<i32>(places + (<usize>near << 2)));
          if (neighbour == item) continue; // the centre itself, or a repeat: an item is no context of its own
          const ofPair = mix(ofCentre, near);
          touched ^= put(targets, size++, neighbour, outputs, stride);
          for (let n = 0; n < negatives; n++) {
            const negative = weighted(mix(ofPair, 2 * n), mix(ofPair, 2 * n + 1), aliases, itemCount);
            touched ^= put(targets, size++, negative, outputs, stride);
          }
        }
        const rate = fromRate + fall * <f32>place;
        const input = inputs + <usize>item * stride;
        for (let pair = 0; pair < size; pair += 1 + negatives)
          learn(input, targets + (<usize>pair << 2), negatives, outputs, stride, rate, sum);
      }
    }
  store<i32>(places, touched);
}

@inline
function itemAt(items: usize, place: i32): i32 {
  return load<i32>(items + (<usize>place << 2));
}

/** Notes an item to learn from, and touches its row. */
@inline
function put(targets: usize, at: i32, item: i32, outputs: usize, stride: usize): i32 {
  store<i32>(targets + (<usize>at << 2), item);
  return touch(outputs + <usize>item * stride, stride);
}

/**
 * A step of gradient ascent on ln σ(input · neighbour) + Σ ln σ(−input · negative). A negative that is the neighbour is left
 * out. The input moves last, by the `sum` of what all have to say.
 */
@inline
function learn(input: usize, targets: usize, negatives: i32, outputs: usize, stride: usize, rate: f32, sum: usize): void {
  memory.fill(sum, 0, stride);
  const neighbour = load<i32>(targets);
  for (let n = 0; n <= negatives; n++) {
    const item = load<i32>(targets + (<usize>n << 2));
    if (n > 0 && item == neighbour) continue;
    const output = outputs + <usize>item * stride;
    const score = dot(input, output, <i32>(stride >> 2));
    const label: f32 = n == 0 ? 1 : 0;
    const step = f32x4.splat(rate * (label - 1 / (1 + Mathf.exp(-score))));
    for (let at: usize = 0; at < stride; at += 16) {
      const row = v128.load(output + at);
      v128.store(sum + at, f32x4.add(v128.load(sum + at), f32x4.mul(step, row)));
      v128.store(output + at, f32x4.add(row, f32x4.mul(step, v128.load(input + at))));
    }
  }
  for (let at: usize = 0; at < stride; at += 16) v128.store(input + at, f32x4.add(v128.load(input + at), v128.load(sum + at)));
}
