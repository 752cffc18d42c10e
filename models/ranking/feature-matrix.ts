import { InputError } from '../../data/index.js';

/** Rows of features, one row after the other. NaN stands for a missing value. */
export interface FeatureMatrix {
  /** Row r's value of feature f is `values[r · names.length + f]`. */
  readonly values: Float32Array;
  readonly names: readonly string[];
}

export const rowCount = ({ values, names }: FeatureMatrix): number => values.length / names.length;

/** @throws InputError where values do not make whole rows. */
export function assertRows(matrix: FeatureMatrix): void {
  const { values, names } = matrix;
  if (names.length === 0 || !Number.isInteger(rowCount(matrix)))
    throw new InputError(`${values.length} values do not make rows of ${names.length} features`, {}, 'whole rows');
}

/** @throws InputError where values do not make whole rows, or one is infinite. */
export function assertMatrix(matrix: FeatureMatrix): void {
  assertRows(matrix);
  const { values, names } = matrix;
  for (let at = 0; at < values.length; at++)
    if (Math.abs(values[at]!) === Number.POSITIVE_INFINITY)
      throw new InputError(
        `row ${Math.floor(at / names.length)}: feature "${names[at % names.length]}" is ${values[at]}`,
        {},
        'a finite number, or NaN where there is none',
      );
}
