import type { Train } from '../../data/index.js';
import type { Pipeline } from '../engine/stage.js';
import { readSplit } from '../files/split-file.js';
import { fitPartsFor } from './fit-parts.js';

/** By run, the log read last: the run's models are fitted one after the other on the same log, which can be large. */
const lastOf = new WeakMap<Pipeline['done'], { readonly of: string; readonly train: Train }>();

/**
 * Reads the log that models are fitted on from a split's folder. Callers must not modify it: later calls of the same run
 * return the same object.
 */
export async function readTrain(
  folder: string,
  { protocol, on, seed }: Parameters<typeof fitPartsFor>[0],
  { done }: Pick<Pipeline, 'done'>,
): Promise<Train> {
  const of = JSON.stringify([folder, protocol, on, seed]);
  const last = lastOf.get(done);
  if (last?.of === of) return last.train;
  lastOf.delete(done); // otherwise two logs would be in memory while the new one is read
  const { train } = fitPartsFor({ protocol, on, seed }, await readSplit(folder));
  lastOf.set(done, { of, train });
  return train;
}
