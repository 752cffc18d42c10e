import type { ZodType } from 'zod';
import { InputError } from '../data/index.js';

/**
 * Validates a model's parameters and fills in the defaults of its schema.
 * @throws InputError naming the parameter and what would be right.
 */
export function parseParameters<T>(model: string, schema: ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const key = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.');
  throw new InputError(`${model}: parameter ${key}: ${issue.message}`);
}
