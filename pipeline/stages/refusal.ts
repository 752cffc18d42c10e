import { InputError } from '../../data/index.js';

/** What the data or the parameters lack for a model, said with the model's name: it is one of several. */
export const refusalOf = (name: string, error: unknown): unknown =>
  error instanceof InputError ? new InputError(`${name}: ${error.message}`) : error;
