import type { ZodType } from 'zod';
import type { Train } from '../../data/index.js';
import { Exclusion } from '../base/exclusion.js';
import { fitted } from '../base/fitted.js';
import { ItemScores } from '../base/item-scores.js';
import { parseParameters } from '../base/parameters.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import {
  contextItems,
  type Parameters,
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type ScoredItems,
  type WorkContext,
} from '../base/recommender.js';
import { sessionItems } from '../base/session-items.js';
import { readState, writeState } from '../base/state-file.js';
import { type ItemRules, mineRules, type RuleWindow } from './mine-rules.js';

type RuleParameters = Parameters & { readonly pruning: number };

/**
 * A recommender by rules of length two, item → item, learnt from sessions.
 *
 * In a session it follows the rules of the last item alone; of a whole history, where no item is the last in that sense,
 * it adds up those of every distinct item.
 */
export abstract class RulesModel<P extends RuleParameters> implements Recommender {
  parameters: P;
  #rules: ItemRules | undefined;

  constructor(
    readonly name: string,
    readonly schema: ZodType<P>,
    parameters: unknown,
  ) {
    this.parameters = parseParameters(name, schema, parameters);
  }

  /** Which events of a session the model makes rules of. */
  protected abstract window(): RuleWindow;

  /** @throws InputError when train has no sessions. */
  async fit(train: Train, context: WorkContext): Promise<void> {
    const sessions = sessionItems(train, this.name);
    const task = context.progress.start(`${this.name}: rules`, train.items.size, 'items');
    this.#rules = mineRules(sessions, train.items.size, this.window(), this.parameters.pruning, (done) => {
      context.signal?.throwIfAborted();
      task.update(done);
    });
    task.finish();
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const { offsets, values, weights } = fitted(this.#rules, this.name);
    const items = offsets.length - 1;
    const rankings = emptyRankings(queryCount(queries), k);
    const excluded = new Exclusion(items);
    const best = new TopK(Math.min(k, items));
    const scores = new ItemScores(items);
    for (let query = 0; query < queryCount(queries); query++) {
      context.signal?.throwIfAborted();
      excluded.set(queries.exclude, query);
      const known = contextItems(queries, query);
      for (const item of queries.scope === 'session' ? known.subarray(-1) : new Set(known))
        for (let at = offsets[item]!; at < offsets[item + 1]!; at++) scores.add(values[at]!, weights[at]!);
      scores.drain(excluded, best, rankings, query);
    }
    return rankings;
  }

  /** The items that an item's rules lead to, by their weights. */
  similarItems(item: number, k: number): ScoredItems {
    const { offsets, values, weights } = fitted(this.#rules, this.name);
    const items: number[] = [];
    const scores: number[] = [];
    for (let at = offsets[item]!; at < offsets[item + 1]! && items.length < k; at++) {
      if (values[at] === item) continue; // a repeat is a rule, but an item is no neighbour of itself
      items.push(values[at]!);
      scores.push(weights[at]!);
    }
    return { items: Int32Array.from(items), scores: Float64Array.from(scores) };
  }

  async save(file: string): Promise<void> {
    await writeState(file, this.name, this.parameters, fitted(this.#rules, this.name));
  }

  async load(file: string): Promise<void> {
    const { parameters, state } = await readState<ItemRules>(file, this.name);
    this.parameters = parseParameters(this.name, this.schema, parameters);
    this.#rules = state;
  }
}
