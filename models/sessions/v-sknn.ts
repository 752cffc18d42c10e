import { z } from 'zod';
import { stepDecayNames, stepDecays } from '../base/step-decay.js';
import { idf, vec } from './formula-parts.js';
import { holdsNeighbours, neighbourhood, tooSmall } from './neighbourhood-parameters.js';
import { type Formulas, NeighboursModel } from './neighbours-model.js';
import type { SessionIndex } from './session-index.js';

const schema = z
  .strictObject({
    ...neighbourhood(500, 1000),
    /** The weight of an item of the session; it falls with the distance from the end. */
    weighting: z.enum(['same', 'div', 'linear', 'log', 'quadratic']).default('log'),
    /** The weight of a neighbour; it falls with the distance of the last shared item from the end. */
    weightingScore: z.enum(stepDecayNames).default('same'),
    /** The preference for rare items: scores are multiplied by 1 + idfWeighting · idf. */
    idfWeighting: z.number().nonnegative().default(2),
  })
  .refine(holdsNeighbours, tooSmall);

/** The weight of an item `back` events before the end of a session of `length` events. */
const weightings = {
  same: () => 1,
  div: (back: number, length: number) => (length - back) / length,
  linear: (back: number) => Math.max(0, 1 - 0.1 * back),
  log: (back: number) => 1 / Math.log10(back + 1.7),
  quadratic: (back: number, length: number) => ((length - back) / length) ** 2,
};

/**
 * Vector multiplication session kNN (V-SkNN): SKNN in which the last items of the session weigh most.
 *
 * Similarity is the sum of the weights of the shared items, divided by the number of distinct items of the session in progress;
 * each neighbour adds to its items' scores similarity × decay of the last shared item × (1 + idfWeighting · idf).
 *
 * Source: Ludewig & Jannach 2018, "Evaluation of session-based recommendation algorithms" (UMUAI 28), "V-SKNN"; names
 * and idf as in Ludewig, Mauro, Latifi & Jannach 2021, "Empirical analysis of session-based recommendation algorithms", whose
 * code computes idf from events; here it is computed from sessions.
 */
export class VSknn extends NeighboursModel<z.infer<typeof schema>> {
  constructor(parameters: unknown = {}) {
    super('v-sknn', schema, parameters);
  }

  protected formulas(index: SessionIndex): Formulas {
    const { offsets, values } = index.bySession;
    const { weighting, weightingScore, idfWeighting } = this.parameters;
    const rarity = idf(index).map((own) => 1 + idfWeighting * own);
    const decay = stepDecays[weightingScore];
    return {
      weight: weightings[weighting],
      similarity: vec,
      score: (session, similarity, back, _context, scores) => {
        const amount = similarity * decay(back + 1);
        for (let at = offsets[session]!; at < offsets[session + 1]!; at++) {
          const item = values[at]!;
          scores.add(item, amount * rarity[item]!);
        }
      },
    };
  }
}
