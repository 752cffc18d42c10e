import { createHash } from 'node:crypto';

/** A hash of any JSON value. */
export const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
