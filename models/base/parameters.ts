import type { core, ZodType } from 'zod';
import { InputError } from '../../data/index.js';

/** A model's parameter is wrong: which and why, for messages that know where it was written. */
export class ParameterError extends InputError {
  constructor(
    model: string,
    readonly issue: core.$ZodIssue,
  ) {
    const unknown = issue.code === 'unrecognized_keys' ? [issue.keys.join(', ')] : [];
    const key = [...issue.path, ...unknown].join('.');
    super(`${model}: parameter ${key}: ${issue.message}`);
  }
}

/**
 * Validates a model's parameters and fills in the defaults of its schema.
 * @throws ParameterError naming the parameter and what would be right.
 */
export function parseParameters<T>(model: string, schema: ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ParameterError(model, parsed.error.issues[0]!);
}
