import type { Train } from '../../data/index.js';
import { createModel } from '../../models/index.js';
import type { Config } from '../config/config.js';
import { refusalOf } from './refusal.js';

/**
 * Throws what a model would only say when its turn to be fitted comes, after those before it have taken their minutes: a signal
 * that the log cannot give, or factors that no memory holds.
 * @throws InputError that begins with the model's name.
 */
export function assertFittable(models: readonly string[], parameters: Config['parameters'], train: Train): void {
  for (const name of models) assertOneFittable(name, parameters[name], train);
}

/** The parts first, in the order they would be fitted; their refusals begin with both names. */
function assertOneFittable(name: string, parameters: unknown, train: Train): void {
  try {
    const model = createModel(name, parameters);
    for (const part of model.parts) assertOneFittable(part.model, part.parameters, train);
    model.assertFittable(train);
  } catch (error) {
    throw refusalOf(name, error);
  }
}
