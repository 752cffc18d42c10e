import { z } from 'zod';
import type { RuleWindow } from './mine-rules.js';
import { RulesModel } from './rules-model.js';

const schema = z.strictObject({
  /** Rules kept for each item, 0 for all. */
  pruning: z.int().nonnegative().default(20),
});

/**
 * Association rules of length two (AR): recommends the items that most often shared a session with the last item.
 *
 * The weight of a rule a → b is the number of pairs of an a and a b in the same session, in either order and at any distance:
 * a session with two a and three b adds 6. Repeats of the last item are a rule like any other.
 * In the session a b a: a → b has weight 2, b → a 2, a → a 2.
 *
 * Source: Ludewig & Jannach 2018, "Evaluation of session-based recommendation algorithms" (UMUAI 28), "AR".
 */
export class AssociationRules extends RulesModel<z.infer<typeof schema>> {
  constructor(parameters: unknown = {}) {
    super('association-rules', schema, parameters);
  }

  protected window(): RuleWindow {
    return { back: Number.POSITIVE_INFINITY, ahead: Number.POSITIVE_INFINITY, weight: () => 1 };
  }
}
