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
  for (const name of models) {
    try {
      createModel(name, parameters[name]).assertFittable(train);
    } catch (error) {
      throw refusalOf(name, error);
    }
  }
}
