import { InputError, Vocabulary } from '../../data/index.js';
import { readPacked, writePacked } from './packed-file.js';
import type { Plain } from './plain.js';
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

/** Writes a bundle to one file, whole or not at all. Any version of Node from 20 on reads it. */
export async function writeBundle(file: string, { model, items, visitors, card }: BundleContent): Promise<void> {
  await writePacked(file, { model: plainOf(model), items: items.ids, visitors: visitors.ids, card: { ...card } });
}

/**
 * Reads what {@link writeBundle} wrote; `openBundle` makes the model itself.
 * @throws InputError naming the file when it is no bundle, of another version, cut short or damaged.
 */
export async function readBundle(file: string): Promise<BundleContent> {
  const { model, items, visitors, card } = (await readPacked(file, 'bundle')) as Record<string, Plain>;
  if (!(items instanceof Int32Array) || !(visitors instanceof Int32Array))
    throw new InputError('is no bundle of a model', { file }, 'a bundle as this project writes it');
  return {
    model: model as unknown as Snapshot,
    items: new Vocabulary(items),
    visitors: new Vocabulary(visitors),
    card: card as unknown as ModelCard,
  };
}

const plainOf = ({ parts, ...snapshot }: Snapshot): Plain => ({ ...snapshot, parts: parts.map(plainOf) });
