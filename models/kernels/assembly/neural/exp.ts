// Functions of four floats at once, to a relative error below 1e-6. The polynomials are best approximations over their intervals.
import { multiplyAdd } from '../lib/multiply-add';

/** Where e^x leaves the normal floats: below it is given as 0, above as e^88. */
const least: f32 = -87;
const most: f32 = 88;
/** Adding it rounds to an integer, which then stands in the lowest bits. */
const rounding: f32 = 12582912;
/** ln 2 in two parts, the first of few bits, so that its multiples are exact. */
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -2.12194440054690583e-4;

@inline
function polynomial(x: v128, c0: f32, c1: f32): v128 {
  return multiplyAdd(f32x4.splat(c0), x, f32x4.splat(c1));
}

@inline
function next(sum: v128, x: v128, c: f32): v128 {
  return multiplyAdd(sum, x, f32x4.splat(c));
}

/** e^x of −87 ≤ x ≤ 88: 2ⁿ · e^r with |r| ≤ ln 2 / 2. */
@inline
export function expWithin4(x: v128): v128 {
  const shifted = multiplyAdd(x, f32x4.splat(1.44269504), f32x4.splat(rounding));
  const n = f32x4.sub(shifted, f32x4.splat(rounding));
  let r = multiplyAdd(n, f32x4.splat(-ln2High), x);
  r = multiplyAdd(n, f32x4.splat(-ln2Low), r);
  let p = polynomial(r, 0.00831205, 0.0418945);
  p = next(p, r, 0.16667134);
  p = next(p, r, 0.499992);
  p = next(p, r, 1);
  p = next(p, r, 1);
  return i32x4.add(p, i32x4.shl(shifted, 23));
}

/** e^x of x ≤ 88. NaN where x is. */
@inline
export function expUpTo4(x: v128): v128 {
  const isTiny = f32x4.lt(x, f32x4.splat(least));
  return v128.andnot(expWithin4(f32x4.pmax(x, f32x4.splat(least))), isTiny);
}

/** e^x of any x. NaN where x is. */
@inline
export function exp4(x: v128): v128 {
  return expUpTo4(f32x4.pmin(x, f32x4.splat(most)));
}

/** 1 / (1 + e^−x). */
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** (e^2x − 1) / (e^2x + 1); near 0, where that would cancel, x · p(x²). */
@inline
export function tanh4(x: v128): v128 {
  const one = f32x4.splat(1);
  const squared = f32x4.mul(x, x);
  let p = polynomial(squared, 0.015195373, -0.051947907);
  p = next(p, squared, 0.13308175);
  p = next(p, squared, -0.33332342);
  const near = f32x4.add(x, f32x4.mul(f32x4.mul(x, squared), p));
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(exp4(f32x4.add(x, x)), one)));
  return v128.bitselect(near, far, f32x4.lt(f32x4.abs(x), f32x4.splat(0.625)));
}

/** ln x of positive normal floats: n · ln 2 + ln(1 + f) with 1 + f between √½ and √2. */
@inline
export function log4(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3)); // as if √½ were the first number of its exponent
  const n = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const mantissa = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const f = f32x4.sub(mantissa, f32x4.splat(1));
  let p = polynomial(f, 0.087004304, -0.14267486);
  p = next(p, f, 0.14914769);
  p = next(p, f, -0.16577585);
  p = next(p, f, 0.1996306);
  p = next(p, f, -0.25001338);
  p = next(p, f, 0.3333391);
  const squared = f32x4.mul(f, f);
  p = f32x4.sub(f32x4.mul(f32x4.mul(squared, f), p), f32x4.mul(f32x4.splat(0.5), squared));
  p = f32x4.add(p, f32x4.mul(n, f32x4.splat(ln2Low)));
  return f32x4.add(f32x4.mul(n, f32x4.splat(ln2High)), f32x4.add(f, p));
}
