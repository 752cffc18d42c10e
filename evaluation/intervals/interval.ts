/** A figure with its 95 % interval, which contains it. */
export interface Interval {
  readonly mean: number;
  /** Lower end. NaN, in JSON `null`, if there is no interval because only one visitor has a value. */
  readonly low: number;
  readonly high: number;
}

/** Whether there is an interval: a single visitor says nothing about others. */
export const hasInterval = ({ low }: Interval): boolean => !Number.isNaN(low);

/** Figures that may lack a value: means, ends of intervals and p-values. */
const figures = new Set(['mean', 'low', 'high', 'p', 'corrected']);

/** Parses JSON with figures: those without a value, which JSON stores as `null`, become NaN again. */
export const parseFigures = (json: string): unknown =>
  JSON.parse(json, (key, value) => (value === null && figures.has(key) ? Number.NaN : value));
