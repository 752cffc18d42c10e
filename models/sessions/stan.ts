import { z } from 'zod';
import { cosine, PlaceWeights, timeWeights } from './formula-parts.js';
import { holdsNeighbours, neighbourhood, tooSmall } from './neighbourhood-parameters.js';
import { type Formulas, NeighboursModel } from './neighbours-model.js';
import type { SessionIndex } from './session-index.js';

const schema = z
  .strictObject({
    ...neighbourhood(500, 1000),
    /** An item `n` events before the session's end has weight exp(−n / lambdaSpw). */
    lambdaSpw: z.number().positive().default(1.81),
    /** A session that ended `n` days ago has weight exp(−n / lambdaSnh). */
    lambdaSnh: z.number().positive().default(100),
    /** An item `n` places from a neighbour's last shared item has weight exp(−n / lambdaInh). */
    lambdaInh: z.number().positive().default(0.4525),
  })
  .refine(holdsNeighbours, tooSmall);

/**
 * Sequence and time aware neighbourhood (STAN): SKNN with three decays, each switched off by a large λ.
 *
 * Similarity is the cosine of the session in progress, its items weighted by recency (`lambdaSpw`), and the binary vector
 * of the other session, times the recency weight of the other (`lambdaSnh`). A neighbour adds to an item's score its similarity
 * × the item's proximity to the last shared item (`lambdaInh`); a repeated item is placed at its last event.
 *
 * Source: Garg, Gupta, Malhotra, Vig & Shroff 2019, "Sequence and time aware neighborhood for session-based
 * recommendations: STAN" (SIGIR '19); details that it leaves open follow Ludewig et al.'s session-rec.
 */
export class Stan extends NeighboursModel<z.infer<typeof schema>> {
  constructor(parameters: unknown = {}) {
    super('stan', schema, parameters);
  }

  protected formulas(index: SessionIndex): Formulas {
    const { lambdaSpw, lambdaSnh, lambdaInh } = this.parameters;
    const { offsets, values } = index.bySession;
    const alike = cosine(index);
    const recency = timeWeights(index, lambdaSnh);
    const places = new PlaceWeights(index, lambdaInh);
    return {
      weight: (back) => Math.exp(-back / lambdaSpw),
      similarity: (session, shared, context) => alike(session, shared, context) * recency[session]!,
      score: (session, similarity, _back, context, scores) => {
        const shared = places.lastShared(session, context);
        for (let at = offsets[session]!; at < offsets[session + 1]!; at++)
          scores.add(values[at]!, similarity * places.weight(at, shared));
      },
    };
  }
}
