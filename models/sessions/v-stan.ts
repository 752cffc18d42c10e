import { z } from 'zod';
import { cosine, idf, PlaceWeights, timeWeights, vec } from './formula-parts.js';
import { holdsNeighbours, neighbourhood, tooSmall } from './neighbourhood-parameters.js';
import { type Formulas, NeighboursModel } from './neighbours-model.js';
import type { SessionIndex } from './session-index.js';

const schema = z
  .strictObject({
    ...neighbourhood(1000, 2500),
    /** `vec` as in V-SkNN, `cosine` as in STAN. */
    similarity: z.enum(['vec', 'cosine']).default('vec'),
    /** An item `n` events before the session's end has weight exp(−n / lambdaSpw). */
    lambdaSpw: z.number().positive().default(3.62),
    /** A session that ended `n` days ago has weight exp(−n / lambdaSnh). */
    lambdaSnh: z.number().positive().default(100),
    /** An item `n` places from a neighbour's last shared item has weight exp(−n / lambdaInh). */
    lambdaInh: z.number().positive().default(0.4525),
    /** A neighbour whose last shared item is `n` events before the session's end has weight exp(−n / lambdaIpw). */
    lambdaIpw: z.number().positive().default(3.62),
    /** The preference for rare items: scores are multiplied by 1 + lambdaIdf · idf. */
    lambdaIdf: z.number().nonnegative().default(1),
  })
  .refine(holdsNeighbours, tooSmall);

/**
 * V-STAN: STAN with V-SkNN's similarity, its decay of the last shared item, and its preference for rare items.
 *
 * Similarity is that of the sessions' items × the recency weight of the other session (`lambdaSnh`). A neighbour adds to an
 * item's score its similarity × the item's proximity to the last shared item (`lambdaInh`) × the recency of that item in the
 * session in progress (`lambdaIpw`) × (1 + lambdaIdf · idf).
 *
 * Source: Ludewig, Mauro, Latifi & Jannach 2021, "Empirical analysis of session-based recommendation algorithms" (UMUAI
 * 31). Their code uses the cosine whatever `similarity` is, and computes idf from events; here it is computed from sessions.
 */
export class VStan extends NeighboursModel<z.infer<typeof schema>> {
  constructor(parameters: unknown = {}) {
    super('v-stan', schema, parameters);
  }

  protected formulas(index: SessionIndex): Formulas {
    const { similarity, lambdaSpw, lambdaSnh, lambdaInh, lambdaIpw, lambdaIdf } = this.parameters;
    const { offsets, values } = index.bySession;
    const alike = similarity === 'vec' ? vec : cosine(index);
    const recency = timeWeights(index, lambdaSnh);
    const places = new PlaceWeights(index, lambdaInh);
    const rarity = idf(index).map((own) => 1 + lambdaIdf * own);
    return {
      weight: (back) => Math.exp(-back / lambdaSpw),
      similarity: (session, shared, context) => alike(session, shared, context) * recency[session]!,
      score: (session, own, back, context, scores) => {
        const shared = places.lastShared(session, context);
        const amount = own * Math.exp(-back / lambdaIpw);
        for (let at = offsets[session]!; at < offsets[session + 1]!; at++) {
          const item = values[at]!;
          scores.add(item, amount * places.weight(at, shared) * rarity[item]!);
        }
      },
    };
  }
}
