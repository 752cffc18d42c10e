import { createHash } from 'node:crypto';

/** A batch as JSON: its fields, arrays of numbers as lists. */
export const batchJson = (batch: unknown): string =>
  JSON.stringify(batch, (_, value: unknown) => (ArrayBuffer.isView(value) ? [...(value as Float32Array)] : value));

/** A hash that distinguishes batches of different numbers. */
export const batchHash = (batch: unknown): string => createHash('sha256').update(batchJson(batch)).digest('hex');
