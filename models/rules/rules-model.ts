import type { Train } from '../../data/index.js';
import {
  contextItems,
  type Parameters,
  type Queries,
  type ScoredItems,
  type WorkOptions,
} from '../base/recommender.js';
import { sessionItems } from '../base/session-items.js';
import { type AddQuery, SummingRecommender } from '../base/summing-recommender.js';
import { type ItemRules, mineRules, type RuleWindow } from './mine-rules.js';

type RuleParameters = Parameters & { readonly pruning: number };

interface Ready extends ItemRules {
  readonly items: number;
}

/**
 * Recommends by rules of length two, item → item, learnt from sessions.
 *
 * In a session only the rules of the last item apply. In a whole history, where no item is the last in that sense, the rules
 * of all distinct items are summed.
 */
export abstract class RulesModel<P extends RuleParameters> extends SummingRecommender<P, ItemRules, Ready> {
  /** The pairs of events of a session that form the model's rules. */
  protected abstract window(): RuleWindow;

  /** @throws InputError when train has no sessions. */
  protected learn(train: Train, { reporter, abort }: WorkOptions): ItemRules {
    const sessions = sessionItems(train, this.name);
    const bar = reporter.start(`${this.name}: rules`, train.items.size, 'items');
    const rules = mineRules(sessions, train.items.size, this.window(), this.parameters.pruning, (done) => {
      abort?.throwIfAborted();
      bar.update(done);
    });
    bar.finish();
    return rules;
  }

  protected prepare(rules: ItemRules): Ready {
    return { ...rules, items: rules.offsets.length - 1 };
  }

  protected adder({ offsets, values, weights }: Ready, queries: Queries): AddQuery {
    return (query, scores) => {
      const known = contextItems(queries, query);
      for (const item of queries.scope === 'session' ? known.subarray(-1) : new Set(known)) {
        if (scores.traces) scores.because([item]);
        for (let at = offsets[item]!; at < offsets[item + 1]!; at++) scores.add(values[at]!, weights[at]!);
      }
    };
  }

  /** The items that an item's rules lead to, by their weights. */
  similarItems(item: number, k: number): ScoredItems {
    const { offsets, values, weights } = this.state;
    const items: number[] = [];
    const scores: number[] = [];
    for (let at = offsets[item]!; at < offsets[item + 1]! && items.length < k; at++) {
      if (values[at] === item) continue; // a repeat is a rule, but no item is its own neighbour
      items.push(values[at]!);
      scores.push(weights[at]!);
    }
    return { items: Int32Array.from(items), scores: Float64Array.from(scores) };
  }
}
