/**
 * A quantile of ascending values by linear interpolation (type 7, the default of R and NumPy): position `p · (n − 1)`,
 * counted from 0. NaN if there are no values.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** The 2.5 % and 97.5 % quantiles of values in any order; NaNs are left out. */
export function middle95(values: Float64Array): { low: number; high: number } {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}
