import type { History } from '../../base/history.js';
import type { FitOptions } from '../../base/recommender.js';
import type { Network, Weights } from './network.js';
import { type Engines, openNetwork } from './open-network.js';
import { trainNetwork } from './train-network.js';
import type { Training } from './training.js';

/** What a neural model keeps from its training. */
export interface Learnt {
  readonly weights: Weights;
  /** The course of training. */
  readonly history: History;
}

/** Opens a network, trains it (see {@link trainNetwork}) and always frees it, also after an error. */
export async function learnNetwork<Batch>(
  engines: Engines<Batch>,
  trainingOf: (network: Network<Batch>) => Training<Batch>,
  work: FitOptions,
): Promise<Learnt> {
  const network = await openNetwork(engines, work);
  try {
    const history = await trainNetwork(trainingOf(network), work);
    return { weights: await network.weights(), history };
  } finally {
    network.dispose();
  }
}
