/** How fast a function of numbers grows with each of them: central differences, which the gradients of a kernel are held to. */
export function numericGradient(
  of: (values: Float64Array) => number,
  values: ArrayLike<number>,
  step = 1e-5,
): Float64Array {
  const at = Float64Array.from(values);
  return at.map((value, i) => of(at.with(i, value + step)) / (2 * step) - of(at.with(i, value - step)) / (2 * step));
}

/** The largest difference between two arrays' entries. */
export const largestDifference = (ours: ArrayLike<number>, expected: ArrayLike<number>): number =>
  Array.from(ours).reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
