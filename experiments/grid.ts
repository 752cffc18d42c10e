import { inOurNames, type Parameters, type ParameterValue } from '../models/index.js';

/** A grid: parameters, any value of which may be a list of alternatives. */
export type Grid = { readonly [name: string]: GridValue };
export type GridValue = ParameterValue | Grid | readonly GridValue[];

/**
 * Returns every combination of a grid's alternatives, the last parameter changing fastest.
 *
 *     { alpha: [1, 10], signal: { cap: [null, 5] } }    four: alpha 1 and cap null, alpha 1 and cap 5, …
 */
export function combinations(grid: Grid): Parameters[] {
  return Object.entries(grid).reduce<Parameters[]>(
    (found, [name, value]) => found.flatMap((so) => alternatives(value).map((one) => ({ ...so, [name]: one }))),
    [{}],
  );
}

function alternatives(value: GridValue): ParameterValue[] {
  if (Array.isArray(value)) return value.flatMap(alternatives);
  return isGroup(value) ? combinations(value) : [value as ParameterValue];
}

/**
 * Returns a model's parameters with the changes applied, under our names even where either has the authors'; nested groups are merged.
 * @throws ParameterError where either names a parameter twice.
 */
export const withChanges = (model: string, parameters: Parameters, changes: Parameters): Parameters =>
  merged(inOurNames(model, parameters), inOurNames(model, changes));

function merged(parameters: Parameters, changes: Parameters): Parameters {
  const changed = Object.entries(changes).map(([name, value]) => {
    const old = parameters[name];
    return [name, isGroup(old) && isGroup(value) ? merged(old, value) : value] as const;
  });
  return { ...parameters, ...Object.fromEntries(changed) };
}

const isGroup = (value: unknown): value is Parameters =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
