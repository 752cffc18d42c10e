import { InputError, readPacked, Vocabulary, writePacked } from '../../data/index.js';
import type { Snapshot } from './recommender.js';

/** What a person should know of a fitted model. */
export interface ModelCard {
  /** Events that it was fitted on, and when the last of them happened, in the log's time. */
  readonly events: number;
  readonly until: number;
  readonly seed: number;
  readonly fitSeconds: number;
  readonly peakMemoryMB: number;
  /** What the model said of how it was fitted. */
  readonly notes: readonly string[];
}

/** All that it takes to answer elsewhere with a fitted model. */
export interface BundleContent {
  readonly model: Snapshot;
  /** The shop's ids of the dense items and visitors that the model speaks of. */
  readonly items: Vocabulary;
  readonly visitors: Vocabulary;
  readonly card: ModelCard;
}

/** A bundle as the file holds it: vocabularies by their ids. */
interface Packed extends Omit<BundleContent, 'items' | 'visitors'> {
  readonly items: Int32Array;
  readonly visitors: Int32Array;
}

/** Writes a bundle to one file, whole or not at all. Any version of Node that runs this project reads it. */
export async function writeBundle(file: string, { model, items, visitors, card }: BundleContent): Promise<void> {
  await writePacked(file, { model, items: items.ids, visitors: visitors.ids, card });
}

/**
 * Reads what {@link writeBundle} wrote; `openBundle` makes the model itself.
 * @throws InputError naming the file when it is no bundle, of another version, cut short or damaged.
 */
export async function readBundle(file: string): Promise<BundleContent> {
  const { model, items, visitors, card } = await readPacked<Partial<Packed>>(file, 'bundle');
  if (!model || !items || !visitors || !card)
    throw new InputError('is no bundle of a model', { file }, 'a bundle as this project writes it');
  return { model, items: new Vocabulary(items), visitors: new Vocabulary(visitors), card };
}
