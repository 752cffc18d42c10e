import { backendLine, type ChosenBackend, chooseBackend } from '../../models/index.js';
import type { Pipeline } from '../engine/stage.js';
import { hasNeural } from './model-plan.js';

/** The runs whose backend has been reported. */
const told = new WeakSet<Pipeline['done']>();

/**
 * The backend of a run's neural models, reported once a run with the reason; undefined if no model is neural
 * or has a neural part.
 * @throws InputError when the requested backend cannot be loaded.
 */
export async function backendFor(
  { config, reporter, done }: Pipeline,
  models: readonly string[],
): Promise<ChosenBackend | undefined> {
  if (!(await hasNeural(config, models))) return undefined;
  const chosen = await chooseBackend(config.backend);
  if (!told.has(done)) reporter.say('backend', backendLine(chosen));
  told.add(done);
  return chosen;
}
