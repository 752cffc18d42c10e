import { backendLine, type ChosenBackend, chooseBackend } from '../../models/index.js';
import type { Pipeline } from '../engine/stage.js';
import { isNeural } from './model-plan.js';

/** The runs that have been told. */
const told = new WeakSet<Pipeline['done']>();

/**
 * What computes the steps of a run's neural models, and why: said once a run; undefined where it has no such model,
 * nor one made of such.
 * @throws InputError when the backend asked for cannot be loaded.
 */
export async function backendFor(
  { config, say, done }: Pipeline,
  models: readonly string[],
): Promise<ChosenBackend | undefined> {
  if (!(await Promise.all(models.map((name) => isNeural(config, name)))).includes(true)) return undefined;
  const chosen = await chooseBackend(config.backend);
  if (!told.has(done)) say('backend', backendLine(chosen));
  told.add(done);
  return chosen;
}
