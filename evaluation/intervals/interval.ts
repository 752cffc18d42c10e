/** A figure with its 95 % interval, which contains it. */
export interface Interval {
  readonly mean: number;
  /** Lower end. NaN, in JSON `null`, if there is no interval because only one visitor has a value. */
  readonly low: number;
  readonly high: number;
}

/** Whether there is an interval: a single visitor says nothing about others. */
export const hasInterval = ({ low }: Interval): boolean => !Number.isNaN(low);

/** Parses JSON with intervals: ends that JSON stores as `null` become NaN again. */
export const parseIntervals = (json: string): unknown =>
  JSON.parse(json, (key, value) => (value === null && (key === 'low' || key === 'high') ? Number.NaN : value));
