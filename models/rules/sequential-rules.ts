import { z } from 'zod';
import { stepDecayNames, stepDecays } from '../base/step-decay.js';
import type { RuleWindow } from './mine-rules.js';
import { RulesModel } from './rules-model.js';

const schema = z.strictObject({
  /** The number of events after an item that form rules with it. */
  steps: z.int().positive().default(7),
  /** The weight of a pair `step` events apart: `div` 1 / step, `same` 1, `linear`, `log`, `quadratic`. */
  weighting: z.enum(stepDecayNames).default('div'),
  /** Rules kept for each item, 0 for all. */
  pruning: z.int().nonnegative().default(20),
});

/**
 * Sequential rules (SR): recommends the items that most often came soon after the last item.
 *
 * The weight of a rule a → b is a sum over all pairs of an a and a later b of the same session; distant pairs weigh less.
 * In the session a b c: a → b has weight 1, a → c 1/2, b → c 1; there is no rule from c.
 *
 * Source: Ludewig & Jannach 2018, "Evaluation of session-based recommendation algorithms" (UMUAI 28), "SR";
 * Kamehkhosh et al. 2017 (TempRec at RecSys).
 */
export class SequentialRules extends RulesModel<z.infer<typeof schema>> {
  constructor(parameters: unknown = {}) {
    super('sequential-rules', schema, parameters);
  }

  protected window(): RuleWindow {
    const { steps, weighting } = this.parameters;
    return { back: 0, ahead: steps, weight: stepDecays[weighting] };
  }
}
