/** Whether all of `bytes` of floats, a multiple of 16, are finite: 0 · x is 0 of these alone. */
export function finite(floats: usize, bytes: usize): bool {
  const zero = f32x4.splat(0);
  let sum = zero;
  for (let at: usize = 0; at < bytes; at += 16) sum = f32x4.add(sum, f32x4.mul(zero, v128.load(floats + at)));
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3) == 0;
}
