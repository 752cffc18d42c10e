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

/** @throws InputError where the features are not those that trees know, in their order. */
export function assertNames(names: readonly string[], expected: readonly string[], whose = ''): void {
  const at = expected.findIndex((name, i) => names[i] !== name);
  if (names.length === expected.length && at < 0) return;
  const what =
    names.length === expected.length ? `feature ${at} is "${names[at]}"` : `rows have ${names.length} features`;
  throw new InputError(`${whose}${what}`, {}, `the features that the trees are trained on: ${expected.join(', ')}`);
}
