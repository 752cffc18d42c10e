import { z } from 'zod';
import { eventCount, type Train } from '../../data/index.js';
import { popularityOrder } from '../../features/index.js';
import { distinctPairs } from '../base/distinct-pairs.js';
import { Exclusion } from '../base/exclusion.js';
import { fitted } from '../base/fitted.js';
import { parseParameters } from '../base/parameters.js';
import { emptyRankings } from '../base/rankings.js';
import {
  type Parameters,
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type WorkContext,
} from '../base/recommender.js';
import { readState, writeState } from '../base/state-file.js';

/** Items in falling order of popularity, and the popularity of each. */
interface Ranked {
  readonly items: Int32Array;
  readonly scores: Float64Array;
}

const schema = z.strictObject({
  /** What is counted: the events about an item, or its distinct visitors. */
  by: z.enum(['events', 'visitors']).default('events'),
});

/** Recommends what most events of the log were about, or most of its visitors, the same list to everybody. */
export class Popular implements Recommender {
  readonly name: string = 'popular';
  parameters: Parameters;
  #ranked: Ranked | undefined;

  constructor(parameters: unknown = {}) {
    this.parameters = parseParameters('popular', schema, parameters);
  }

  /** How popular each item is. */
  protected popularity(train: Train): Float64Array {
    if (this.parameters.by === 'events') return countOf(train.item, train.items.size);
    return countOf(distinctPairs(train).byVisitor.values, train.items.size);
  }

  async fit(train: Train, context: WorkContext): Promise<void> {
    context.signal?.throwIfAborted();
    const task = context.progress.start(this.name, eventCount(train), 'events');
    this.#ranked = rank(this.popularity(train));
    task.finish();
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const ranked = fitted(this.#ranked, this.name);
    const rankings = emptyRankings(queryCount(queries), k);
    const excluded = new Exclusion(ranked.items.length);
    for (let query = 0; query < queryCount(queries); query++) {
      context.signal?.throwIfAborted();
      excluded.set(queries.exclude, query);
      for (let place = 0, given = 0; given < k && place < ranked.items.length; place++) {
        const item = ranked.items[place]!;
        if (excluded.has(item)) continue;
        rankings.items[query * k + given] = item;
        rankings.scores[query * k + given++] = ranked.scores[place]!;
      }
    }
    return rankings;
  }

  async save(file: string): Promise<void> {
    await writeState(file, this.name, this.parameters, fitted(this.#ranked, this.name));
  }

  async load(file: string): Promise<void> {
    const { parameters, state } = await readState<Ranked>(file, this.name);
    this.parameters = parameters;
    this.#ranked = state;
  }
}

function countOf(entries: Int32Array, items: number): Float64Array {
  const count = new Float64Array(items);
  for (const item of entries) count[item]!++;
  return count;
}

/** Items of positive popularity, the most popular first, ties by item id. */
function rank(popularity: Float64Array): Ranked {
  const items = popularityOrder(popularity).filter((item) => popularity[item]! > 0);
  return { items, scores: Float64Array.from(items, (item) => popularity[item]!) };
}
