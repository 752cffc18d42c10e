import { configError, InputError } from '../../data/index.js';
import { createModel, ParameterError, type PartSpec } from '../../models/index.js';
import { type Config, keysBelow, type Origin, parseSettings, sourceOf } from './config.js';

/**
 * Validates a configuration, the models' parameters included, and fills in its defaults.
 * @throws InputError naming the setting and what is expected; for an unknown setting, the nearest valid one.
 */
export function parseConfig(given: unknown, origin: Origin = {}): Config {
  const config = parseSettings(given, origin);
  checkParameters(config, origin);
  return config;
}

/**
 * Validates the models' parameters. Only the models know them, so this module loads every model.
 * @throws InputError as {@link parseConfig}.
 */
export function checkParameters({ parameters }: Pick<Config, 'parameters'>, origin: Origin): void {
  const source = sourceOf(origin);
  for (const [model, given] of Object.entries(parameters)) {
    try {
      for (const part of createModel(model, given).parts) checkPart(model, part);
    } catch (error) {
      if (!(error instanceof ParameterError)) throw error;
      throw configError({
        issue: error.issue,
        given,
        source: (path) => source(['parameters', model, ...path]),
        keysAt: (path) => keysBelow(createModel(model).parameters, path),
      });
    }
  }
}

/** Validates a model that is part of another model. */
function checkPart(of: string, { model, parameters }: PartSpec): void {
  try {
    createModel(model, parameters);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${of} is made of ${model}: ${error.message}`) : error;
  }
}
