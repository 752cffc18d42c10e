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
 * Opens the network on the backend that `work.backend` names. The choice of `auto`, and its reason, are reported to `work.note`.
 * @throws InputError when the backend cannot be loaded.
 */
export async function openNetwork<Batch>(
  engines: Engines<Batch>,
  { backend: choice = 'auto', note }: Pick<FitOptions, 'backend' | 'note'>,
): Promise<Network<Batch>> {
  const chosen = await chooseBackend(choice);
  if (choice === 'auto') note?.(`steps by ${backendLine(chosen)}`);
  if (chosen.backend === 'step') return engines.step();
  return graphNetwork(engines.graph(), await loadTensorFlow(chosen.backend));
}
