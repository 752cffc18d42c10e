import { z } from 'zod';
import { InputError, type Train, transposed, type WeightedLists } from '../../data/index.js';
import {
  type ItemContent,
  itemPopularity,
  itemTokens,
  type SignalStatistics,
  signalMatrix,
  signalSchema,
} from '../../features/index.js';
import { contextWeights, sessionParameters } from '../base/context-weights.js';
import { Exclusion } from '../base/exclusion.js';
import { fitted } from '../base/fitted.js';
import { ItemScores } from '../base/item-scores.js';
import { parseParameters } from '../base/parameters.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import {
  type FitContext,
  type Queries,
  queryCount,
  type Rankings,
  type Recommender,
  type ScoredItems,
  type WorkContext,
} from '../base/recommender.js';
import { readState, writeState } from '../base/state-file.js';
import { ContentProfile } from './content-profile.js';
import { tfIdf } from './tf-idf.js';

const schema = z.strictObject({
  /** What the events of a history are worth. */
  signal: signalSchema(),
  ...sessionParameters(0.4),
  /** The heaviest tokens of a profile that are kept (Syskill & Webert's 128: Pazzani & Billsus 2007, section 10.2). */
  profileTokens: z.int().positive().default(128),
});

interface State {
  /** Item × token, unit vectors. */
  readonly vectors: WeightedLists;
  readonly tokens: number;
  /** What settles ties: of each item ln(1 + events) / ln(1 + the most of any), times {@link popularityKey}. */
  readonly popularity: Float64Array;
  readonly statistics: SignalStatistics;
}

/** Of items of the same content those in the context come first, … */
const ownKey = 1e-6;
/** … then the more popular ones. Both lie below any difference of content that means something. */
const popularityKey = 1e-9;

/**
 * Recommends the items whose content is most like that of the context: cosine of TF-IDF vectors over the category path
 * and property tokens; a profile is the weighted mean of its items' vectors.
 *
 * In a session the last items count most (decay^age), of a history what the signal says. Many items are of the very same
 * content (a category and nothing more), and content cannot tell them apart: of these come first the context's own, then
 * the more popular. Items without any content are not recommended, unless the context holds them.
 * Source: Lops, de Gemmis & Semeraro 2011; Pazzani & Billsus 2007, "Content-Based Recommendation Systems".
 */
export class Content implements Recommender {
  readonly name = 'content';
  parameters: z.infer<typeof schema>;
  #state: State | undefined;
  #itemsOf: WeightedLists | undefined;

  constructor(parameters: unknown = {}) {
    this.parameters = parseParameters(this.name, schema, parameters);
  }

  /** @throws InputError when nothing is said of train's items that likens two of them. */
  async fit(train: Train, context: FitContext): Promise<void> {
    context.signal?.throwIfAborted();
    const { content } = context;
    assertContent(content);
    const task = context.progress.start('content: item vectors', 2, 'steps');
    const { statistics } = signalMatrix(train, this.parameters.signal);
    task.update(1);
    const tokens = itemTokens(train.items, content);
    if (tokens.values.length === 0)
      throw new InputError('content: no two items of train share a property or a category that not most have');
    const { events } = itemPopularity(train);
    const most = Math.log1p(events.reduce((a, b) => Math.max(a, b), 1));
    const popularity = Float64Array.from(events, (n) => (popularityKey * Math.log1p(n)) / most);
    this.#use({ vectors: tfIdf(tokens), tokens: tokens.names.length, popularity, statistics });
    task.finish();
  }

  #use(state: State): void {
    this.#state = state;
    this.#itemsOf = transposed(state.vectors, state.tokens);
  }

  async recommend(queries: Queries, k: number, context: Partial<WorkContext> = {}): Promise<Rankings> {
    const { statistics, popularity } = fitted(this.#state, this.name);
    const rankings = emptyRankings(queryCount(queries), k);
    const excluded = new Exclusion(popularity.length);
    const best = new TopK(Math.min(k, popularity.length));
    const scores = new ItemScores(popularity.length);
    const profile = this.#profile();
    const known = contextWeights(queries, this.parameters, statistics);
    for (let query = 0; query < queryCount(queries); query++) {
      context.signal?.throwIfAborted();
      excluded.set(queries.exclude, query);
      let total = 0;
      for (let at = known.offsets[query]!; at < known.offsets[query + 1]!; at++) {
        profile.add(known.values[at]!, known.weights[at]!);
        total += known.weights[at]!;
      }
      profile.score(scores);
      for (let at = known.offsets[query]!; at < known.offsets[query + 1]!; at++)
        scores.add(known.values[at]!, (ownKey * known.weights[at]!) / total);
      scores.addToScored(popularity);
      scores.drain(excluded, best, rankings, query);
    }
    return rankings;
  }

  similarItems(item: number, k: number): ScoredItems {
    const { popularity } = fitted(this.#state, this.name);
    const scores = new ItemScores(popularity.length);
    const profile = this.#profile();
    profile.add(item, 1);
    profile.score(scores);
    scores.addToScored(popularity);
    const itself = new Exclusion(popularity.length);
    itself.set({ offsets: Int32Array.of(0, 1), values: Int32Array.of(item) }, 0);
    const ranking = emptyRankings(1, k);
    scores.drain(itself, new TopK(Math.min(k, popularity.length)), ranking, 0);
    const found = ranking.items.indexOf(-1);
    const count = found < 0 ? k : found;
    return { items: ranking.items.slice(0, count), scores: ranking.scores.slice(0, count) };
  }

  #profile(): ContentProfile {
    const { vectors } = fitted(this.#state, this.name);
    return new ContentProfile(vectors, fitted(this.#itemsOf, this.name), this.parameters.profileTokens);
  }

  async save(file: string): Promise<void> {
    await writeState(file, this.name, this.parameters, fitted(this.#state, this.name));
  }

  async load(file: string): Promise<void> {
    const { parameters, state } = await readState<State>(file, this.name);
    this.parameters = parseParameters(this.name, schema, parameters);
    this.#use(state);
  }
}

function assertContent(content: ItemContent | undefined): asserts content is ItemContent {
  if (content?.properties) return;
  throw new InputError(
    'content needs item properties or categories; this data has none',
    {},
    'item_properties_part*.csv, item-category.csv, u.item or movies.dat beside the events',
  );
}
