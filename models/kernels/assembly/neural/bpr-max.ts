// BPR-max (Hidasi & Karatzoglou 2018, "Recurrent neural networks with top-k gains for session-based recommendations", section 3.3).
import { takeRows } from '../lib/rows';
import { sumLanes, word } from '../lib/vector';
import { expWithin4 } from './exp';

const block = 2;
/** Sentinel score that masks the target among the negatives: its exponential is negligible, and so is its square. */
const none: f32 = -1e4;
/** The least that e is taken to: it is 0 beside 1. */
const leastPower: f32 = -87;
/** What keeps the logarithm finite. */
const least: f32 = 1e-24;
/** e to it is a number still. */
const mostPower: f32 = 80;

/**
 * Row i's target is column i; o are the scores less the columns' `offsets`, below 0 bent to bend · (e^o − 1) where `bend` is not 0. With
 * s the softmax over the other columns, A = Σ σ(o_target − o) · s and B = Σ o² · s, a row's loss is −ln A + regularization · B. In the
 * scores' place are left their gradients times `scale`:
 *
 * of another column s · ((A − σ²) / A + regularization · (o² + 2o − B)), of the target −Σ s · σ · (1 − σ) / A, each times the
 * slope of the bend.
 * @param powers room like the scores', which takes e to them.
 */
export function bprMax(
  counter: usize,
  scores: usize,
  stride: usize,
  rows: i32,
  columns: i32,
  offsets: usize,
  bend: f32,
  regularization: f32,
  scale: f32,
  losses: usize,
  powers: usize,
): void {
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block))
    for (let row = first; row < min(first + block, rows); row++)
      store<f32>(
        word(losses, row),
        ofRow(scores + <usize>row * stride, powers + <usize>row * stride, row, columns, offsets, bend, regularization, scale),
      );
}

function ofRow(line: usize, powers: usize, target: i32, columns: i32, offsets: usize, bend: f32, regularization: f32, scale: f32): f32 {
  const most = bentScores(line, columns, offsets, bend);
  const own = load<f32>(word(line, target));
  // Without the target: where it is far above all others, they would all be 0 beside it.
  store<f32>(word(line, target), none);
  const top = own < most ? most : largest(line, columns);

  const shift = f32x4.splat(top);
  // e^(o − o_target) = e^(o − top) · lift
  const lift = expWithin4(f32x4.splat(max(leastPower, min(top - own, mostPower))));
  const one = f32x4.splat(1);
  let sum = f32x4.splat(0);
  let sigmas = sum;
  let squaredSigmas = sum;
  let squares = sum;
  for (let column = 0; column < columns; column += 4)
    v128.store(word(powers, column), exponential(v128.load(word(line, column)), shift));
  for (let column = 0; column < columns; column += 4) {
    const o = v128.load(word(line, column));
    const e = v128.load(word(powers, column));
    const sigma = f32x4.div(one, f32x4.add(one, f32x4.mul(e, lift)));
    const weighted = f32x4.mul(e, sigma);
    sum = f32x4.add(sum, e);
    sigmas = f32x4.add(sigmas, weighted);
    squaredSigmas = f32x4.add(squaredSigmas, f32x4.mul(weighted, sigma));
    squares = f32x4.add(squares, f32x4.mul(e, f32x4.mul(o, o)));
  }
  const total = sumLanes(sum);
  const wins = sumLanes(sigmas) / total;
  const squaredWins = sumLanes(squaredSigmas) / total;
  const size = sumLanes(squares) / total;
  const weight: f32 = 1 / (wins + least);

  const factor = f32x4.splat(scale / total);
  const pull = f32x4.splat(regularization);
  const push = f32x4.splat(weight);
  const constant = f32x4.splat(weight * wins - regularization * size);
  const two = f32x4.splat(2);
  const zero = f32x4.splat(0);
  const slope = f32x4.splat(bend);
  for (let column = 0; column < columns; column += 4) {
    const o = v128.load(word(line, column));
    const e = v128.load(word(powers, column));
    const sigma = f32x4.div(one, f32x4.add(one, f32x4.mul(e, lift)));
    let g = f32x4.add(constant, f32x4.mul(pull, f32x4.mul(o, f32x4.add(o, two))));
    g = f32x4.sub(g, f32x4.mul(push, f32x4.mul(sigma, sigma)));
    g = f32x4.mul(g, f32x4.mul(e, factor));
    if (bend != 0) g = f32x4.mul(g, v128.bitselect(one, f32x4.add(o, slope), f32x4.gt(o, zero)));
    v128.store(word(line, column), g);
  }
  clear(line, columns);
  const ofTarget = -scale * weight * (wins - squaredWins);
  store<f32>(word(line, target), bend != 0 && own <= 0 ? ofTarget * (own + bend) : ofTarget);
  return regularization * size - Mathf.log(wins + least);
}

/** e^(o − shift), of o not above it. */
@inline
function exponential(o: v128, shift: v128): v128 {
  return expWithin4(f32x4.pmax(f32x4.sub(o, shift), f32x4.splat(leastPower)));
}

/** Makes zeros of the padding up to the next multiple of four. */
@inline
function clear(line: usize, columns: i32): void {
  for (let column = columns; (column & 3) > 0; column++) store<f32>(word(line, column), 0);
}

/** Bends the scores, makes `none` of the padding up to the next multiple of four, and gives the largest. */
function bentScores(line: usize, columns: i32, offsets: usize, bend: f32): f32 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const slope = f32x4.splat(bend);
  let most = f32x4.splat(none);
  for (let column = 0; column < columns; column += 4) {
    let o = f32x4.sub(v128.load(word(line, column)), v128.load(word(offsets, column)));
    if (bend != 0) o = v128.bitselect(o, f32x4.mul(slope, f32x4.sub(exponential(f32x4.pmin(o, zero), zero), one)), f32x4.gt(o, zero));
    if (column + 4 > columns)
      o = v128.bitselect(o, f32x4.splat(none), i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(columns - column)));
    v128.store(word(line, column), o);
    most = f32x4.pmax(most, o);
  }
  return largestLane(most);
}

function largest(line: usize, columns: i32): f32 {
  let most = f32x4.splat(none);
  for (let column = 0; column < columns; column += 4) most = f32x4.pmax(most, v128.load(word(line, column)));
  return largestLane(most);
}

@inline
function largestLane(v: v128): f32 {
  const pairs = f32x4.pmax(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}
