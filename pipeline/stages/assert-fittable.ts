import type { Train } from '../../data/index.js';
import { createModel } from '../../models/index.js';
import type { Config } from '../config/config.js';
import { refusalOf } from './refusal.js';

/**
 * Checks before the first fit what a model would otherwise report only when its own fit begins, minutes later: a signal
 * that the log cannot provide, or factors that do not fit into memory.
 * @throws InputError that begins with the model's name.
 */
export function assertFittable(models: readonly string[], parameters: Config['parameters'], train: Train): void {
  for (const name of models) assertOneFittable(name, parameters[name], train);
}

/** Checks the parts first, in the order in which they are fitted; their refusals begin with both names. */
function assertOneFittable(name: string, parameters: unknown, train: Train): void {
  try {
    const model = createModel(name, parameters);
    for (const part of model.parts) assertOneFittable(part.model, part.parameters, train);
    model.assertFittable(train);
  } catch (error) {
    throw refusalOf(name, error);
  }
}
