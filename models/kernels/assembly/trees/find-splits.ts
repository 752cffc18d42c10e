import { takeRows } from '../lib/rows';
import { word } from '../lib/vector';

/** Bytes from one feature's histogram to the next: 256 bins of two sums of 64 bits, and a line that keeps them apart in the cache. */
const featureBytes: usize = 4160;

// A node of a level, as ../../trees/training.ts writes it: its rows are a range of `numbers`; `histogram` is its place; `sibling` the
// node whose histogram follows from its own, or −1; the sums over its rows; the bounds of the values below it.
const nodeBytes: usize = 64;
const nodeStart = 0;
const nodeRows = 4;
const nodeHistogram = 8;
const nodeSibling = 12;
const nodeFirst = 16;
const nodeSecond = 24;
const nodeLower = 32;
const nodeUpper = 40;

// The best split of a node by one tile's features, as training.ts reads it: the sums are those of the left side.
const splitBytes: usize = 64;
const splitGain = 0;
const splitFirst = 8;
const splitSecond = 16;
const splitFeature = 24;
const splitBin = 28;
const splitDefaultLeft = 32;

/**
 * Finds, for each node of a level and each tile of features, the best split. The level's first `built` nodes have their histograms
 * added up from their rows; that of a node's sibling, whose place holds the parent's, is the difference.
 *
 * Tiles, bins, `sizes` and `missing` are those of binFeatures; `uses` and `monotone` have a byte a feature. All sums are of rounded derivatives, so `lambda` and `leastSecond`
 * (the least sum of second derivatives on a side, above 0) are in the scale of the second, `alpha` in that of the first.
 */
export function findSplits(
  counter: usize,
  built: i32,
  nodes: usize,
  tileCount: i32,
  tiles: usize,
  rows: i32,
  bins: usize,
  numbers: usize,
  rounded: usize,
  histograms: usize,
  columns: i32,
  sizes: usize,
  missing: usize,
  uses: usize,
  monotone: usize,
  isConstrained: i32,
  lambda: f64,
  alpha: f64,
  leastSecond: f64,
  splits: usize,
): void {
  const tasks = built * tileCount;
  const slotBytes = featureBytes * <usize>columns;
  for (let task = takeRows(counter, 1); task < tasks; task = takeRows(counter, 1)) {
    const tile = task / built;
    const index = task % built;
    const first = load<i32>(word(tiles, tile));
    const end = load<i32>(word(tiles, tile), 4);
    const node = nodes + nodeBytes * <usize>index;
    const start = <usize>load<i32>(node, nodeStart);
    const own = histograms + slotBytes * <usize>load<i32>(node, nodeHistogram);
    const siblingIndex = load<i32>(node, nodeSibling);
    const sibling = nodes + nodeBytes * <usize>siblingIndex;
    const rest: usize = siblingIndex < 0 ? 0 : histograms + slotBytes * <usize>load<i32>(sibling, nodeHistogram);
    for (let f = first; f < end; f++)
      memory.fill(own + featureBytes * <usize>f, 0, 16 * <usize>(load<i32>(word(sizes, f)) + load<i32>(word(missing, f))));
    addRows(
      end - first,
      numbers + 4 * start,
      rounded + 8 * start,
      load<i32>(node, nodeRows),
      bins + <usize>first * <usize>rows,
      own + featureBytes * <usize>first,
    );
    const split = splits + splitBytes * <usize>(index * tileCount + tile);
    const ofSibling = splits + splitBytes * <usize>(siblingIndex * tileCount + tile);
    store<f64>(split, -Infinity, splitGain);
    if (siblingIndex >= 0) store<f64>(ofSibling, -Infinity, splitGain);
    for (let f = first; f < end; f++) {
      const size = load<i32>(word(sizes, f));
      const isMissing = load<i32>(word(missing, f));
      const histogram = own + featureBytes * <usize>f;
      const difference = rest + featureBytes * <usize>f;
      if (siblingIndex >= 0)
        for (let at: usize = 0; at < 16 * <usize>(size + isMissing); at += 16)
          v128.store(difference + at, i64x2.sub(v128.load(difference + at), v128.load(histogram + at)));
      if (!load<u8>(uses + f)) continue;
      if (isConstrained) {
        const direction = <i32>load<i8>(monotone + f);
        bestWithin(histogram, node, f, size, isMissing, direction, lambda, alpha, leastSecond, split);
        if (siblingIndex >= 0)
          bestWithin(difference, sibling, f, size, isMissing, direction, lambda, alpha, leastSecond, ofSibling);
      } else {
        best(histogram, node, f, size, isMissing, lambda, alpha, leastSecond, split);
        if (siblingIndex >= 0) best(difference, sibling, f, size, isMissing, lambda, alpha, leastSecond, ofSibling);
      }
    }
  }
}

/** Adds rows' derivatives to the bins of a tile's features. Widths are literals, so that no loop over features remains. */
function addRows(width: i32, numbers: usize, rounded: usize, count: i32, bins: usize, histogram: usize): void {
  if (width == 8) addWide(8, numbers, rounded, count, bins, histogram);
  else if (width == 7) addWide(7, numbers, rounded, count, bins, histogram);
  else if (width == 6) addWide(6, numbers, rounded, count, bins, histogram);
  else if (width == 5) addWide(5, numbers, rounded, count, bins, histogram);
  else if (width == 4) addWide(4, numbers, rounded, count, bins, histogram);
  else if (width == 3) addWide(3, numbers, rounded, count, bins, histogram);
  else if (width == 2) addWide(2, numbers, rounded, count, bins, histogram);
  else addWide(1, numbers, rounded, count, bins, histogram);
}

@inline
function addWide(width: i32, numbers: usize, rounded: usize, count: i32, bins: usize, histogram: usize): void {
  for (const end = numbers + 4 * <usize>count; numbers < end; numbers += 4, rounded += 8) {
    const row = load<u64>(bins + <usize>load<i32>(numbers) * <usize>width);
    const low = <u32>row;
    const high = <u32>(row >> 32);
    const pair = i64x2.extend_low_i32x4_s(v128.load64_zero(rounded));
    let bin = histogram + ((low << 4) & 0xff0);
    v128.store(bin, i64x2.add(v128.load(bin), pair));
    if (width > 1) {
      bin = histogram + ((low >> 4) & 0xff0);
      v128.store(bin, i64x2.add(v128.load(bin, featureBytes), pair), featureBytes);
    }
    if (width > 2) {
      bin = histogram + ((low >> 12) & 0xff0);
      v128.store(bin, i64x2.add(v128.load(bin, 2 * featureBytes), pair), 2 * featureBytes);
    }
    if (width > 3) {
      bin = histogram + ((low >> 20) & 0xff0);
      v128.store(bin, i64x2.add(v128.load(bin, 3 * featureBytes), pair), 3 * featureBytes);
    }
    if (width > 4) {
      bin = histogram + ((high << 4) & 0xff0);
      v128.store(bin, i64x2.add(v128.load(bin, 4 * featureBytes), pair), 4 * featureBytes);
    }
    if (width > 5) {
      bin = histogram + ((high >> 4) & 0xff0);
      v128.store(bin, i64x2.add(v128.load(bin, 5 * featureBytes), pair), 5 * featureBytes);
    }
    if (width > 6) {
      bin = histogram + ((high >> 12) & 0xff0);
      v128.store(bin, i64x2.add(v128.load(bin, 6 * featureBytes), pair), 6 * featureBytes);
    }
    if (width > 7) {
      bin = histogram + ((high >> 20) & 0xff0);
      v128.store(bin, i64x2.add(v128.load(bin, 7 * featureBytes), pair), 7 * featureBytes);
    }
  }
}

/** Two integers of less than 51 bits as doubles: behind the bits of 1.5 · 2⁵² they are its last digits. */
@inline
function doubles(sums: v128): v128 {
  return f64x2.sub(i64x2.add(sums, i64x2.splat(0x4338000000000000)), f64x2.splat(6755399441055744));
}

/** What a side is worth: (|first| − alpha)² / (second + lambda) of the left and of the right one, in two lanes. */
@inline
function worth(left: v128, right: v128, lambda: v128, alpha: v128): f64 {
  const first = v128.shuffle<f64>(left, right, 0, 2);
  const second = f64x2.add(v128.shuffle<f64>(left, right, 1, 3), lambda);
  const size = f64x2.pmax(f64x2.splat(0), f64x2.sub(f64x2.abs(first), alpha));
  const each = f64x2.div(f64x2.mul(size, size), second);
  return f64x2.extract_lane(each, 0) + f64x2.extract_lane(each, 1);
}

/** Whether both sides have second derivatives enough. */
@inline
function isEnough(left: v128, right: v128, least: v128): bool {
  return i64x2.all_true(f64x2.ge(v128.shuffle<f64>(left, right, 1, 3), least));
}

@inline
function keep(split: usize, gain: f64, left: v128, feature: i32, bin: i32, defaultLeft: i32): void {
  store<f64>(split, gain, splitGain);
  v128.store(split, left, splitFirst);
  store<i32>(split, feature, splitFeature);
  store<i32>(split, bin, splitBin);
  store<i32>(split, defaultLeft, splitDefaultLeft);
}

/** Keeps the best split of a feature where it is better than the best so far; of equals the first. Missing values go right unless left is better. */
function best(
  histogram: usize,
  node: usize,
  feature: i32,
  size: i32,
  isMissing: i32,
  lambda: f64,
  alpha: f64,
  leastSecond: f64,
  split: usize,
): void {
  const total = v128.load(node, nodeFirst);
  const none = isMissing ? doubles(v128.load(histogram + 16 * <usize>size)) : f64x2.splat(0);
  const hasMissing = isMissing && v128.any_true(none);
  const lambdas = f64x2.splat(lambda);
  const alphas = f64x2.splat(alpha);
  const least = f64x2.splat(leastSecond);
  let most = load<f64>(split, splitGain);
  let sum = i64x2.splat(0);
  const last = size - 1 + i32(hasMissing);
  for (let bin = 0; bin < last; bin++, histogram += 16) {
    // What is empty makes the same splits as the bin before.
    if (bin + 4 <= last && !isAny(histogram)) {
      bin += 3;
      histogram += 48;
      continue;
    }
    const own = v128.load(histogram);
    if (!v128.any_true(own)) continue;
    sum = i64x2.add(sum, own);
    const left = doubles(sum);
    const right = f64x2.sub(total, left);
    if (isEnough(left, right, least)) {
      const gain = worth(left, right, lambdas, alphas);
      if (gain > most) {
        most = gain;
        keep(split, gain, left, feature, bin, 0);
      }
    }
    if (!hasMissing || bin + 1 == size) continue;
    const wide = f64x2.add(left, none);
    const rest = f64x2.sub(total, wide);
    if (isEnough(wide, rest, least)) {
      const gain = worth(wide, rest, lambdas, alphas);
      if (gain > most) {
        most = gain;
        keep(split, gain, wide, feature, bin, 1);
      }
    }
  }
}

/** Whether one of four bins is not empty. */
@inline
function isAny(bins: usize): bool {
  const two = v128.or(v128.load(bins), v128.load(bins, 16));
  return v128.any_true(v128.or(two, v128.or(v128.load(bins, 32), v128.load(bins, 48))));
}

/** The same where values of leaves have bounds and must not fall (`direction` 1) or not rise (−1) from the left to the right. */
function bestWithin(
  histogram: usize,
  node: usize,
  feature: i32,
  size: i32,
  isMissing: i32,
  direction: i32,
  lambda: f64,
  alpha: f64,
  leastSecond: f64,
  split: usize,
): void {
  const total = v128.load(node, nodeFirst);
  const none = isMissing ? doubles(v128.load(histogram + 16 * <usize>size)) : f64x2.splat(0);
  const hasMissing = isMissing && v128.any_true(none);
  const least = f64x2.splat(leastSecond);
  let sum = i64x2.splat(0);
  const last = size - 1 + i32(hasMissing);
  for (let bin = 0; bin < last; bin++, histogram += 16) {
    sum = i64x2.add(sum, v128.load(histogram));
    for (let defaultLeft = 0; defaultLeft < 1 + i32(hasMissing && bin + 1 < size); defaultLeft++) {
      const left = defaultLeft ? f64x2.add(doubles(sum), none) : doubles(sum);
      const right = f64x2.sub(total, left);
      if (!isEnough(left, right, least)) continue;
      const leftValue = valueWithin(left, node, lambda, alpha);
      const rightValue = valueWithin(right, node, lambda, alpha);
      if (<f64>direction * (rightValue - leftValue) < 0) continue;
      const gain = worthOf(left, leftValue, lambda, alpha) + worthOf(right, rightValue, lambda, alpha);
      if (gain > load<f64>(split, splitGain)) keep(split, gain, left, feature, bin, defaultLeft);
    }
  }
}

/** The best value within the node's bounds, in the scale of first / second. */
@inline
function valueWithin(side: v128, node: usize, lambda: f64, alpha: f64): f64 {
  const first = f64x2.extract_lane(side, 0);
  const value = -copysign(max(abs(first) - alpha, 0), first) / (f64x2.extract_lane(side, 1) + lambda);
  return min(max(value, load<f64>(node, nodeLower)), load<f64>(node, nodeUpper));
}

/** What a side is worth with a value that need not be its best. */
@inline
function worthOf(side: v128, value: f64, lambda: f64, alpha: f64): f64 {
  const first = f64x2.extract_lane(side, 0);
  const second = f64x2.extract_lane(side, 1) + lambda;
  return -(2 * first * value + second * value * value + 2 * alpha * abs(value));
}
