/** A figure with its 95 % interval, which holds it. */
export interface Interval {
  readonly mean: number;
  /** Lower end, NaN where there is no interval; `null` in JSON. */
  readonly low: number;
  readonly high: number;
  /** Why there is no interval, e.g. `one visitor`; absent where there is one. */
  readonly noInterval?: string;
}

/** Reads JSON that holds intervals: the ends that JSON writes as `null` are NaN again. */
export const parseIntervals = (json: string): unknown =>
  JSON.parse(json, (key, value) => (value === null && (key === 'low' || key === 'high') ? Number.NaN : value));
