import { z } from 'zod';
import { cosine } from './formula-parts.js';
import { holdsNeighbours, neighbourhood, tooSmall } from './neighbourhood-parameters.js';
import { type Formulas, NeighboursModel } from './neighbours-model.js';
import type { SessionIndex } from './session-index.js';

const schema = z.strictObject(neighbourhood(50, 5000)).refine(holdsNeighbours, tooSmall);

/**
 * Session kNN (SKNN): recommends the items of the sessions whose item sets are most similar to that of the session in progress.
 *
 * Similarity is the cosine of binary vectors, |shared items| / √(|items of one| · |items of the other|); an item's score
 * is the sum of the similarities of the neighbours that contain it. The order of items is ignored.
 *
 * Source: Jannach & Ludewig 2017 (RecSys '17); Ludewig & Jannach 2018, "Evaluation of session-based recommendation
 * algorithms" (UMUAI 28), "SKNN".
 */
export class Sknn extends NeighboursModel<z.infer<typeof schema>> {
  constructor(parameters: unknown = {}) {
    super('sknn', schema, parameters);
  }

  protected formulas(index: SessionIndex): Formulas {
    const { offsets, values } = index.bySession;
    return {
      weight: () => 1,
      similarity: cosine(index),
      score: (session, similarity, _back, _context, scores) => {
        for (let at = offsets[session]!; at < offsets[session + 1]!; at++) scores.add(values[at]!, similarity);
      },
    };
  }
}
