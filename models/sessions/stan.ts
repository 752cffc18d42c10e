import { z } from 'zod';
import { cosine, PlaceWeights, timeWeights } from './formula-parts.js';
import { holdsNeighbours, neighbourhood, tooSmall } from './neighbourhood-parameters.js';
import { type Formulas, NeighboursModel } from './neighbours-model.js';
import type { SessionIndex } from './session-index.js';

const schema = z
  .strictObject({
    ...neighbourhood(500, 1000),
    /** An item of the session that lies `n` events before its end counts exp(−n / lambdaSpw). */
    lambdaSpw: z.number().positive().default(1.81),
    /** A session that ended `n` days ago counts exp(−n / lambdaSnh). */
    lambdaSnh: z.number().positive().default(100),
    /** An item `n` places from the last shared item of a neighbour counts exp(−n / lambdaInh). */
    lambdaInh: z.number().positive().default(0.4525),
  })
  .refine(holdsNeighbours, tooSmall);

/**
 * Sequence and time aware neighbourhood (STAN): SKNN with three decays, each switched off by a large λ.
 *
 * Similarity is the cosine of the session in progress, its items weighed by their recency (`lambdaSpw`), and the binary vector
 * of the other, times the recency of the other (`lambdaSnh`). A neighbour adds to the score of an item its similarity
 * × how near the item stands to the last one that it shares (`lambdaInh`); of an item met several times the last place counts.
 *
 * Source: Garg, Gupta, Malhotra, Vig & Shroff 2019, "Sequence and time aware neighborhood for session-based
 * recommendations: STAN" (SIGIR '19); where it leaves room, as Ludewig et al.'s session-rec has it.
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
