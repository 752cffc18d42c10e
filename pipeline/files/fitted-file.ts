import { join } from 'node:path';
import type { Train } from '../../data/index.js';
import { type Bundle, type ModelCard, openBundle, type Recommender, writeBundle } from '../../models/index.js';
import { historyName, writeHistory } from './history-file.js';

/** The file of the fitted model in a model's folder. */
const bundleName = 'model.bundle';

/** Writes a fitted model into a folder, with the ids of the train that it was fitted on. */
export async function writeFitted(
  folder: string,
  model: Recommender,
  { items, visitors }: Pick<Train, 'items' | 'visitors'>,
  card: ModelCard,
): Promise<void> {
  await writeBundle(join(folder, bundleName), { model: model.snapshot(), items, visitors, card });
  if (model.history) await writeHistory(join(folder, historyName), model.history);
}

/** Opens what {@link writeFitted} wrote. */
export const readFitted = (folder: string): Promise<Bundle> => openBundle(join(folder, bundleName));
