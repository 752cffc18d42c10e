import { readSplit } from '../files/split-file.js';
import { type AskedParts, fitPartsFor } from './fit-parts.js';

/** What was read last: the models of a run are fitted one after the other, all on the same parts. Held weakly, for a log can be large. */
let last: { readonly of: string; readonly parts: WeakRef<AskedParts> } | undefined;

/**
 * Reads what models are fitted on and asked about out of the folder of a split. Whoever reads must leave it as it is: the next
 * one is given the same.
 */
export async function readParts(folder: string, settings: Parameters<typeof fitPartsFor>[0]): Promise<AskedParts> {
  const { protocol, on, seed } = settings;
  const of = JSON.stringify([folder, protocol, on, seed]);
  const known = last?.of === of ? last.parts.deref() : undefined;
  if (known) return known;
  const parts = fitPartsFor({ protocol, on, seed }, await readSplit(folder));
  last = { of, parts: new WeakRef(parts) };
  return parts;
}
