/** A falling curve through knots `[x, y]`, x ascending and positive, linear between them in log–log scale. */
export type Curve = readonly (readonly [number, number])[];

/** Returns the curve's value at `x`; beyond the first or last knot, that knot's value. */
export function curveAt(curve: Curve, x: number): number {
  if (x <= curve[0]![0]) return curve[0]![1];
  for (let knot = 1; knot < curve.length; knot++) {
    const [x1, y1] = curve[knot]!;
    if (x > x1) continue;
    const [x0, y0] = curve[knot - 1]!;
    const share = Math.log(x / x0) / Math.log(x1 / x0);
    return y0 * (y1 / y0) ** share;
  }
  return curve.at(-1)![1];
}
