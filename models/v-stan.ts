import { z } from 'zod';
import { idf } from './session-neighbours/idf.js';
import { holdsNeighbours, neighbourhood, tooSmall } from './session-neighbours/neighbourhood-parameters.js';
import { type Formulas, NeighboursModel } from './session-neighbours/neighbours-model.js';
import { PlaceWeights } from './session-neighbours/place-weights.js';
import type { SessionIndex } from './session-neighbours/session-index.js';
import { timeWeights } from './session-neighbours/time-weights.js';

const schema = z
  .strictObject({
    ...neighbourhood(1000, 2500),
    /** `vec` as in V-SkNN, `cosine` as in STAN. */
    similarity: z.enum(['vec', 'cosine']).default('vec'),
    /** An item of the session that lies `n` events before its end counts exp(−n / lambda_spw). */
    lambda_spw: z.number().positive().default(3.62),
    /** A session that ended `n` days ago counts exp(−n / lambda_snh). */
    lambda_snh: z.number().positive().default(100),
    /** An item `n` places from the last shared item of a neighbour counts exp(−n / lambda_inh). */
    lambda_inh: z.number().positive().default(0.4525),
    /** A neighbour whose last shared item lies `n` events before the session's end counts exp(−n / lambda_ipw). */
    lambda_ipw: z.number().positive().default(3.62),
    /** How much rare items are preferred: a score counts 1 + lambda_idf · idf. */
    lambda_idf: z.number().nonnegative().default(1),
  })
  .refine(holdsNeighbours, tooSmall);

/**
 * V-STAN: STAN's decays together with V-SkNN's similarity, its decay of the last shared item, and its preference for rare items.
 */
export class VStan extends NeighboursModel<z.infer<typeof schema>> {
  constructor(parameters: unknown = {}) {
    super('v-stan', schema, parameters);
  }

  protected formulas(index: SessionIndex): Formulas {
    const { similarity, lambda_spw, lambda_snh, lambda_inh, lambda_ipw, lambda_idf } = this.parameters;
    const { offsets, values } = index.bySession;
    const recency = timeWeights(index, lambda_snh);
    const places = new PlaceWeights(index, lambda_inh);
    const rarity = idf(index).map((own) => 1 + lambda_idf * own);
    return {
      weight: (back) => Math.exp(-back / lambda_spw),
      similarity:
        similarity === 'vec'
          ? (session, shared, context) => (shared / context.size) * recency[session]!
          : (session, shared, context) =>
              (shared / (context.norm * Math.sqrt(offsets[session + 1]! - offsets[session]!))) * recency[session]!,
      score: (session, similarity, back, context, scores) => {
        const shared = places.lastShared(session, context);
        const amount = similarity * Math.exp(-back / lambda_ipw);
        for (let at = offsets[session]!; at < offsets[session + 1]!; at++) {
          const item = values[at]!;
          scores.add(item, amount * places.weight(at, shared) * rarity[item]!);
        }
      },
    };
  }
}
