import { seededRandom } from '../../data/index.js';

/** Points projected on the two axes along which they vary most. */
export interface Plane {
  readonly x: number[];
  readonly y: number[];
  /** Share of the variance along each axis. */
  readonly explained: [number, number];
}

const rounds = 300;

/**
 * The first two principal components of points, by orthogonal iteration on their covariance. Each axis points where its largest
 * weight is positive.
 * @param values count × width, row after row.
 */
export function principalPlane(values: Float32Array, width: number): Plane {
  const count = values.length / width;
  const mean = new Float64Array(width);
  for (let i = 0; i < values.length; i++) mean[i % width]! += values[i]! / count;
  const centred = Float64Array.from(values, (value, i) => value - mean[i % width]!);
  const covariance = covarianceOf(centred, width);
  const first = largestAxis(covariance, width, []);
  const second = largestAxis(covariance, width, [first]);
  const total = Array.from({ length: width }, (_, f) => covariance[f * width + f]!).reduce((sum, v) => sum + v, 0);
  const along = (axis: Float64Array) => {
    const places = Array.from({ length: count }, (_, row) => product(centred.subarray(row * width), axis));
    const variance = places.reduce((sum, place) => sum + place * place, 0) / count;
    return { places, share: total > 0 ? variance / total : 0 };
  };
  const [x, y] = [along(first), along(second)];
  return { x: x.places, y: y.places, explained: [x.share, y.share] };
}

function covarianceOf(centred: Float64Array, width: number): Float64Array {
  const count = centred.length / width;
  const covariance = new Float64Array(width * width);
  for (let row = 0; row < centred.length; row += width)
    for (let a = 0; a < width; a++) {
      const own = centred[row + a]! / count;
      for (let b = 0; b < width; b++) covariance[a * width + b]! += own * centred[row + b]!;
    }
  return covariance;
}

/** The unit vector of largest variance orthogonal to the given ones. */
function largestAxis(covariance: Float64Array, width: number, given: readonly Float64Array[]): Float64Array {
  const random = seededRandom(width + given.length);
  let axis = Float64Array.from({ length: width }, () => random.normal());
  for (let round = 0; round < rounds; round++) {
    const next = round === 0 ? axis : new Float64Array(width);
    if (round > 0) for (let a = 0; a < width; a++) next[a] = product(covariance.subarray(a * width), axis);
    for (const other of given) {
      const shadow = product(other, next);
      for (let a = 0; a < width; a++) next[a]! -= shadow * other[a]!;
    }
    const length = Math.sqrt(product(next, next));
    if (length === 0) break;
    axis = next.map((value) => value / length);
  }
  const largest = axis.reduce((at, value, i) => (Math.abs(value) > Math.abs(axis[at]!) ? i : at), 0);
  return axis[largest]! < 0 ? axis.map((value) => -value) : axis;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let f = 0; f < b.length; f++) sum += a[f]! * b[f]!;
  return sum;
}
