import { z } from 'zod';
import type { RuleWindow } from './mine-rules.js';
import { RulesModel } from './rules-model.js';

const schema = z.strictObject({
  /** Next items kept for each item, 0 for all. */
  pruning: z.int().nonnegative().default(20),
});

/**
 * A first-order Markov chain: recommends the items that most often came right after the last item.
 *
 * The score of a → b is the count of that step, which gives the same order as its probability.
 * In the session a b c a b: a → b scores 2, b → c 1, c → a 1.
 *
 * Source: Ludewig & Jannach 2018, "Evaluation of session-based recommendation algorithms" (UMUAI 28), "MC".
 */
export class Markov extends RulesModel<z.infer<typeof schema>> {
  constructor(parameters: unknown = {}) {
    super('markov', schema, parameters);
  }

  protected window(): RuleWindow {
    return { back: 0, ahead: 1, weight: () => 1 };
  }
}
