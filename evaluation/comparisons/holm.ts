/**
 * Corrects the p-values of several comparisons so that the chance of any false positive stays below the level: the smallest
 * times their number, the next times one less, and so on; none below the one before it, none above 1. NaN, the p-value of a
 * comparison without a result, stays NaN and is not counted.
 *
 * .01 .04 .03: .03 .06 .06.
 *
 * Source: Holm 1979, "A simple sequentially rejective multiple test procedure".
 */
export function holm(p: readonly number[]): number[] {
  const order = [...p.keys()].filter((i) => !Number.isNaN(p[i]!)).sort((a, b) => p[a]! - p[b]!);
  const corrected = p.map(() => Number.NaN);
  let last = 0;
  order.forEach((i, rank) => {
    last = Math.min(1, Math.max(last, (order.length - rank) * p[i]!));
    corrected[i] = last;
  });
  return corrected;
}
