/** Sum of the four lanes. */
@inline
export function sumLanes(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

/** Σ a·b of two vectors of `n` floats, n a multiple of 4. */
@inline
export function dot(a: usize, b: usize, n: i32): f32 {
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < (<usize>n) << 2; at += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  return sumLanes(sum);
}

/** Address of an entry of four bytes. */
@inline
export function word(array: usize, at: i32): usize {
  return array + ((<usize>at) << 2);
}
