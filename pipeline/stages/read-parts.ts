import { readSplit } from '../files/split-file.js';
import { type AskedParts, fitPartsFor } from './fit-parts.js';

/** What was read last: the models of a run are fitted one after the other, all on the same parts. */
let last: { readonly of: string; readonly parts: Promise<AskedParts> } | undefined;

/**
 * Reads what models are fitted on and asked about out of the folder of a split. Whoever reads must leave it as it is: the next
 * one is given the same.
 */
export function readParts(folder: string, settings: Parameters<typeof fitPartsFor>[0]): Promise<AskedParts> {
  const { protocol, on, seed } = settings;
  const of = JSON.stringify([folder, protocol, on, seed]);
  if (last?.of === of) return last.parts;
  const parts = readSplit(folder).then((split) => fitPartsFor({ protocol, on, seed }, split));
  last = { of, parts };
  parts.catch(() => {
    last = undefined;
  });
  return parts;
}
