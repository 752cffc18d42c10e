import { isMissing } from '../load/table/missing.js';
import { type FoundTime, timeFormatOf } from './time-format-of.js';

/** What the first rows say of a column. */
export interface ColumnFacts {
  readonly name: string;
  /** Its values that are there. */
  readonly values: readonly string[];
  readonly rows: number;
  /** The texts that stand for no value, and how often. */
  readonly gaps: ReadonlyMap<string, number>;
  /** How often each value occurs, the most frequent first. */
  readonly counts: ReadonlyMap<string, number>;
  /** Share of its values that are numbers, and whether any has a fraction. */
  readonly numbers: number;
  readonly hasFraction: boolean;
  /** How its values are written, if they are times. */
  readonly time: FoundTime | undefined;
  /** Whether only the names of the file's folders hold it. */
  readonly isOfFolder: boolean;
}

const number = /^-?\d{1,3}([.,]?\d{3})*([.,]\d+)?$|^-?\d+([.,]\d+)?(e[+-]?\d+)?$/i;

/** Looks at the values of a column. */
export function columnFacts(
  name: string,
  all: readonly string[],
  { now, isOfFolder }: { readonly now: number; readonly isOfFolder: boolean },
): ColumnFacts {
  const values = all.filter((value) => !isMissing(value));
  const counts = countsOf(values);
  const numbers = values.filter((value) => number.test(value));
  return {
    name,
    values,
    rows: all.length,
    gaps: countsOf(all.filter(isMissing)),
    counts,
    numbers: values.length === 0 ? 0 : numbers.length / values.length,
    hasFraction: numbers.some((value) => /[.,]\d*[1-9]/.test(value) && !/^\d+[.,]0+$/.test(value)),
    time: timeFormatOf(values, now),
    isOfFolder,
  };
}

/** How often each text occurs, the most frequent first. */
function countsOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1]));
}

/** Share of rows in which a column has no value. */
export const missingShare = ({ rows, values }: ColumnFacts): number => 1 - values.length / Math.max(1, rows);

/** A share for people, in two digits. */
export const percent = (share: number): string => `${share < 0.001 ? '< 0.1' : +(100 * share).toPrecision(2)} %`;
