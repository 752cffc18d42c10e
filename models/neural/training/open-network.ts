import type { FitOptions } from '../../base/recommender.js';
import { backendLine, chooseBackend } from './choose-backend.js';
import { graphNetwork } from './graph-network.js';
import { loadTensorFlow } from './load-tensor-flow.js';
import type { Graph, Network } from './network.js';

/** The two engines of a model, of which one is opened. */
export interface Engines<Batch> {
  readonly step: () => Promise<Network<Batch>>;
  readonly graph: () => Graph<Batch>;
}

/**
 * Opens the network on the backend that `work.backend` names. The choice of `auto`, and its reason, are reported to `work.reporter`.
 * @throws InputError when the backend cannot be loaded.
 */
export async function openNetwork<Batch>(
  engines: Engines<Batch>,
  { backend: choice = 'auto', reporter }: Pick<FitOptions, 'backend' | 'reporter'>,
): Promise<Network<Batch>> {
  const chosen = await chooseBackend(choice);
  if (choice === 'auto') reporter.say('backend', backendLine(chosen), 'note');
  if (chosen.backend === 'step') return engines.step();
  return graphNetwork(engines.graph(), await loadTensorFlow(chosen.backend));
}
