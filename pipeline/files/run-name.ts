import { isDeepStrictEqual } from 'node:util';
import { type Config, usualModels } from '../config/config.js';

/** The most models that a name spells out; for more it gives their number. */
const mostNamed = 3;

/**
 * The recognisable name of a run's folder: dataset, protocol, models, and the beginning of the run's key, e.g.
 * `retailrocket-buyers-next-gru4rec+stan-1f0c22ab`.
 */
export function runName(dataset: string, { protocol, on, models }: Config, key: string): string {
  const asked = on === 'test' ? protocol : `${protocol}-validation`;
  return `${dataset}-${asked}-${modelsText(models)}-${key.slice(0, 8)}`;
}

function modelsText(models: readonly string[]): string {
  if (isDeepStrictEqual(models, usualModels)) return 'usual';
  return models.length > mostNamed ? `${models.length}-models` : models.join('+');
}
