/** `mix` of four hashes and four values. */
@inline
export function mix4(hash: v128, values: v128): v128 {
  let h = v128.xor(hash, i32x4.mul(values, i32x4.splat(<i32>0x9e3779b1)));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(<i32>0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(<i32>0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}
