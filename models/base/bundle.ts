import { type Ids, InputError, readPacked, Vocabulary, writePacked } from '../../data/index.js';
import type { Snapshot } from './recommender.js';

/** Describes a fitted model to its users. */
export interface ModelCard {
  /** The number of events that the model was fitted on, and the time of the last one, in the log's time. */
  readonly events: number;
  readonly until: number;
  readonly seed: number;
  readonly fitSeconds: number;
  readonly peakMemoryMB: number;
  /** The remarks that the model made during its fit. */
  readonly notes: readonly string[];
}

/** Everything needed to use a fitted model elsewhere. */
export interface BundleContent {
  readonly model: Snapshot;
  /** The shop's ids of the model's dense items and visitors. */
  readonly items: Vocabulary;
  readonly visitors: Vocabulary;
  readonly card: ModelCard;
}

/** A bundle as stored in the file: vocabularies are lists of their ids. */
interface Packed extends Omit<BundleContent, 'items' | 'visitors'> {
  readonly items: Ids;
  readonly visitors: Ids;
}

/** Writes a bundle to one file, whole or not at all. Every Node version that this project supports can read it. */
export async function writeBundle(file: string, { model, items, visitors, card }: BundleContent): Promise<void> {
  await writePacked(file, { model, items: items.ids, visitors: visitors.ids, card });
}

/**
 * Reads what {@link writeBundle} wrote; `openBundle` restores the model itself.
 * @throws InputError naming the file when it is not a bundle, has another version, or is truncated or damaged.
 */
export async function readBundle(file: string): Promise<BundleContent> {
  const { model, items, visitors, card } = await readPacked<Partial<Packed>>(file, 'bundle');
  if (!model || !items || !visitors || !card)
    throw new InputError('is no bundle of a model', { file }, 'a bundle as this project writes it');
  return { model, items: new Vocabulary(items), visitors: new Vocabulary(visitors), card };
}
