import type { Split } from '../data/index.js';

/** Milliseconds of an hour. */
export const hours = 3_600_000;

/** The name of the part that each input row is in, in order of the rows. */
export function partOfEachEvent(split: Split): string[] {
  const names: string[] = Array(split.events).fill(undefined);
  const { train, validation, test, overhang } = split;
  for (const [name, log] of Object.entries({ train, validation, test, overhang, 'set aside': split.setAside.log }))
    for (const row of log.row) names[row] = name;
  return names;
}
