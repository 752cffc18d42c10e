/**
 * sum + a · b, rounded once in a kernel's relaxed build (see build.mjs) where the processor can, twice in the others: a product of
 * matrices takes some five sixths of the time so.
 */
@inline
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(sum, f32x4.mul(a, b));
}
