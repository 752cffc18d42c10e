import type { Train } from '../../data/index.js';
import type { Pipeline } from '../engine/stage.js';
import { readSplit } from '../files/split-file.js';
import { fitPartsFor } from './fit-parts.js';

/** By run, what was read last: its models are fitted one after the other, all on the same log, which can be large. */
const lastOf = new WeakMap<Pipeline['done'], { readonly of: string; readonly train: Train }>();

/**
 * Reads what models are fitted on out of the folder of a split. Whoever reads must leave it as it is: the next one of the same run
 * is given the same.
 */
export async function readTrain(
  folder: string,
  { protocol, on, seed }: Parameters<typeof fitPartsFor>[0],
  { done }: Pick<Pipeline, 'done'>,
): Promise<Train> {
  const of = JSON.stringify([folder, protocol, on, seed]);
  const last = lastOf.get(done);
  if (last?.of === of) return last.train;
  lastOf.delete(done); // or two logs would be in memory while the new one is read
  const { train } = fitPartsFor({ protocol, on, seed }, await readSplit(folder));
  lastOf.set(done, { of, train });
  return train;
}
