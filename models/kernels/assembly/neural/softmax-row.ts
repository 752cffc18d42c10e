// Passes over a row of scores on its way to a softmax. Not a kernel by itself.
import { sumLanes, word } from '../lib/vector';
import { expUpTo4 } from './exp';

/**
 * Subtracts offsets, where `offsets` is not 0, makes −∞ of padding and, where `items` is not 0, of columns whose item is `left`; gives
 * the largest score.
 */
@inline
export function corrected(line: usize, columns: i32, offsets: usize, items: usize, left: i32): f32 {
  const none = f32x4.splat(-Infinity);
  let most = none;
  for (let column = 0; column < columns; column += 4) {
    let x = v128.load(word(line, column));
    if (offsets) x = f32x4.sub(x, v128.load(word(offsets, column)));
    if (items) x = v128.bitselect(none, x, i32x4.eq(v128.load(word(items, column)), i32x4.splat(left)));
    if (column + 4 > columns) x = v128.bitselect(x, none, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(columns - column)));
    v128.store(word(line, column), x);
    most = f32x4.pmax(most, x);
  }
  const pairs = f32x4.pmax(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** Puts e^(score − most) in place of the scores and gives their sum. */
@inline
export function exponentials(line: usize, columns: i32, most: f32): f32 {
  let sum = f32x4.splat(0);
  for (let column = 0; column < columns; column += 4) {
    const e = expUpTo4(f32x4.sub(v128.load(word(line, column)), f32x4.splat(most)));
    v128.store(word(line, column), e);
    sum = f32x4.add(sum, e);
  }
  return sumLanes(sum);
}

@inline
export function scaled(line: usize, columns: i32, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (let column = 0; column < columns; column += 4)
    v128.store(word(line, column), f32x4.mul(v128.load(word(line, column)), factors));
}
