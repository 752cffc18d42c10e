import type { FitOptions } from '../../base/recommender.js';
import { backendLine, chooseBackend } from './choose-backend.js';
import { graphNetwork } from './graph-network.js';
import { loadTensorFlow } from './load-tensor-flow.js';
import type { Graph, Network } from './network.js';

/** The two engines of a model, of which one is made. */
export interface Engines<Batch> {
  readonly step: () => Promise<Network<Batch>>;
  readonly graph: () => Graph<Batch>;
}

/**
 * Makes the network on what `work.backend` asks for. What `auto` has chosen, and why, goes to `work.note`.
 * @throws InputError when what is asked for cannot be loaded.
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
