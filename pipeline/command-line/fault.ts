import { fileRefusal, InputError } from '../../data/index.js';

/**
 * What a command says of the error that ends it: of what the user can mend, and of what the file system refuses, the message alone.
 * Anything else is a fault of this project, and its stack tells where.
 */
export function faultText(error: unknown): string {
  const refusal = error instanceof InputError ? error : fileRefusal(error);
  if (refusal) return `error: ${refusal.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
