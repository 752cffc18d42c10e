import { fileRefusal, InputError } from '../../data/index.js';

/**
 * The text of the error that ends a command: the message alone for errors that the user can mend and for errors of the file system.
 * Anything else is a fault of this project and is reported with its stack.
 */
export function faultText(error: unknown): string {
  const refusal = error instanceof InputError ? error : fileRefusal(error);
  if (refusal) return `error: ${refusal.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
