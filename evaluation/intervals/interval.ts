/** A figure with its 95 % interval, which holds it. */
export interface Interval {
  readonly mean: number;
  /** Lower end. NaN, in JSON `null`, where there is no interval: one visitor alone has a value. */
  readonly low: number;
  readonly high: number;
}

/** Whether there is one: a single visitor says nothing of others. */
export const hasInterval = ({ low }: Interval): boolean => !Number.isNaN(low);

/** Reads JSON that holds intervals: the ends that JSON writes as `null` are NaN again. */
export const parseIntervals = (json: string): unknown =>
  JSON.parse(json, (key, value) => (value === null && (key === 'low' || key === 'high') ? Number.NaN : value));
