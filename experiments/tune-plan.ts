import { isDeepStrictEqual } from 'node:util';
import { InputError } from '../data/index.js';
import type { Parameters } from '../models/index.js';
import type { Flags } from '../pipeline/index.js';
import { type Config, parameterText, parseConfig, type Request, readJson, repeatedKey } from '../pipeline/index.js';
import { combinations, type Grid, withChanges } from './grid.js';

export const tuneFlags: Flags = {
  grid: {
    value: 'JSON|FILE',
    help: 'alternatives by model, e.g. {"als": {"alpha": [10, 40], "signal": {"cap": [null, 5]}}}; every combination is tried',
  },
  seeds: { value: 'N', help: 'each combination is fitted with so many seeds and measured by their mean (default 1)' },
  // The meaning of shared flags in this command.
  models: { value: 'A,B', help: 'some of the grid’s models (default all of them)' },
  on: { value: 'PART', help: 'validation, always: parameters are not chosen on test' },
  out: {
    value: 'FILE.json',
    help: 'the configuration with the best of each (default tuned.json); all trials with their figures go to FILE.trials.json beside it',
  },
  json: { help: 'print what is in FILE.trials.json, and nothing else, to standard output (with npm: npm run -s tune)' },
};

/** A combination to be tried. */
export interface PlannedTrial {
  readonly model: string;
  /** The parameters that it changes. */
  readonly changes: Parameters;
  /** The model's parameters with the changes applied. */
  readonly parameters: Parameters;
  readonly config: Config;
}

export interface TunePlan {
  readonly models: readonly string[];
  readonly seeds: number;
  readonly trials: readonly PlannedTrial[];
}

/**
 * Plans the trials of a tuning request: every combination of each model's grid, on validation.
 * @throws InputError for an invalid grid, or a parameter that is unknown or out of range.
 */
export async function tunePlan({ config, byFlag, own }: Pick<Request, 'config' | 'byFlag' | 'own'>): Promise<TunePlan> {
  const seeds = Number(own.seeds ?? 1);
  if (!Number.isInteger(seeds) || seeds < 1)
    throw new InputError(`--seeds is "${own.seeds}"`, {}, 'a whole number from 1');
  if (byFlag.has('on') && config.on === 'test')
    throw new InputError('parameters are not chosen on test', {}, '--on validation, or no --on');
  const grids = await readGrid(own.grid);
  const models = byFlag.has('models') ? config.models : Object.keys(grids);
  const trials = models.flatMap((model) => {
    const grid = grids[model];
    if (!grid) throw new InputError(`the grid has nothing for ${model}`, {}, `--models ${Object.keys(grids)}`);
    const found = combinations(grid);
    if (found.length === 0)
      throw new InputError(
        `the grid of ${model} has a parameter without alternatives`,
        {},
        'one value at least in each list',
      );
    const twice = found.find((one, i) => found.slice(0, i).some((other) => isDeepStrictEqual(one, other)));
    if (twice)
      throw new InputError(`the grid of ${model} has ${parameterText(twice)} twice`, {}, 'each alternative once');
    return found.map((changes) => {
      const parameters = withChanges(model, (config.parameters[model] ?? {}) as Parameters, changes);
      const settings = { ...config, on: 'validation', models: [model], parameters: { [model]: parameters } };
      return { model, changes, parameters, config: parseConfig(settings, { file: '--grid' }) };
    });
  });
  return { models, seeds, trials };
}

async function readGrid(given: string | true | undefined): Promise<Readonly<Record<string, Grid>>> {
  const example = '{"item-knn": {"neighbours": [50, 200]}}';
  if (typeof given !== 'string')
    throw new InputError('there is no --grid', {}, `--grid '${example}', or a file with such`);
  const inFlag = given.trimStart().startsWith('{');
  const grid = inFlag ? parsed(given) : await readJson(given);
  const isGrid = (one: unknown) => one !== null && typeof one === 'object' && !Array.isArray(one);
  const other = Object.entries(grid).find(([, one]) => !isGrid(one));
  if (!other && Object.keys(grid).length > 0) return grid as Record<string, Grid>;
  throw new InputError(
    other
      ? `the grid has "${other[0]}": ${JSON.stringify(other[1])} where a model and its parameters belong`
      : 'the grid has no model',
    inFlag ? {} : { file: given },
    `models, and for each parameter of theirs the values to try: ${example}`,
  );
}

function parsed(text: string): object {
  try {
    const twice = repeatedKey(text);
    if (twice !== undefined) throw new Error(`the key "${twice}" stands twice in one object`);
    return JSON.parse(text) as object;
  } catch (error) {
    throw new InputError(`--grid: ${(error as Error).message}`, {}, 'a JSON object, or the path of a file with one');
  }
}
