import { z } from 'zod';
import { InputError, packLists, type Train, transposed, type WeightedLists } from '../../data/index.js';
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
import { ItemScores } from '../base/item-scores.js';
import { emptyRankings, TopK } from '../base/rankings.js';
import type { Evidence, FitOptions, Queries, ScoredItems } from '../base/recommender.js';
import { type AddQuery, SummingRecommender } from '../base/summing-recommender.js';
import { ContentProfile } from './content-profile.js';
import { tfIdf } from './tf-idf.js';

const schema = z.strictObject({
  /** The weights of a history's events. */
  signal: signalSchema(),
  ...sessionParameters(0.4),
  /** The number of heaviest tokens kept in a profile (Syskill & Webert's 128: Pazzani & Billsus 2007, section 10.2). */
  profileTokens: z.int().positive().default(128),
});

interface State {
  /** Item × token, unit vectors. */
  readonly vectors: WeightedLists;
  /** The name of each token. */
  readonly tokens: readonly string[];
  /** The tie-breaking amount of each item: {@link popularityKey} · ln(1 + events) / ln(1 + the largest number of events). */
  readonly popularity: Float64Array;
  readonly statistics: SignalStatistics;
}

interface Ready extends State {
  readonly items: number;
  readonly profile: ContentProfile;
}

/** Breaks ties between items of the same content: those in the context come first, … */
const ownKey = 1e-6;
/** … then the more popular ones. Both keys are below any meaningful difference of content. */
const popularityKey = 1e-9;

/**
 * Recommends the items whose content is most similar to the context's: cosine of TF-IDF vectors over the category path
 * and property tokens; a profile is the weighted mean of its items' vectors.
 *
 * In a session the last items weigh most (decay^age); in a history the weight is the signal. Many items have identical content
 * (a category and nothing more). Among these, the context's own items come first, then the more popular. Items without
 * content are recommended only if the context holds them.
 * Source: Lops, de Gemmis & Semeraro 2011; Pazzani & Billsus 2007, "Content-Based Recommendation Systems".
 */
export class Content extends SummingRecommender<z.infer<typeof schema>, State, Ready> {
  constructor(parameters: unknown = {}) {
    super('content', schema, parameters);
  }

  /** @throws InputError when no two of train's items share a token. */
  protected learn(train: Train, { content, reporter }: FitOptions): State {
    assertContent(content);
    const bar = reporter.start('content: item vectors', 2, 'steps');
    const { statistics } = signalMatrix(train, this.parameters.signal);
    bar.update(1);
    const tokens = itemTokens(train.items, content);
    if (tokens.values.length === 0)
      throw new InputError('content: no two items of train share a property or a category that not most have');
    const { events } = itemPopularity(train);
    const most = Math.log1p(events.reduce((a, b) => Math.max(a, b), 1));
    const popularity = Float64Array.from(events, (n) => (popularityKey * Math.log1p(n)) / most);
    bar.finish();
    return { vectors: tfIdf(tokens), tokens: tokens.names, popularity, statistics };
  }

  protected prepare(state: State): Ready {
    const { vectors, tokens, popularity } = state;
    const profile = new ContentProfile(vectors, transposed(vectors, tokens.length), this.parameters.profileTokens);
    return { ...state, items: popularity.length, profile };
  }

  protected adder({ statistics, popularity, profile }: Ready, queries: Queries): AddQuery {
    const { offsets, values, weights } = contextWeights(queries, this.parameters, statistics);
    return (query, scores) => {
      let total = 0;
      for (let at = offsets[query]!; at < offsets[query + 1]!; at++) {
        profile.add(values[at]!, weights[at]!);
        total += weights[at]!;
      }
      profile.score(scores);
      scores.because([]); // the amounts that follow only break ties
      for (let at = offsets[query]!; at < offsets[query + 1]!; at++)
        scores.add(values[at]!, (ownKey * weights[at]!) / total);
      scores.addToScored(popularity);
    };
  }

  /** The causes of a score are the tokens that the item shares with the context. */
  protected override citer({ tokens }: Ready): (token: number, weight: number) => Evidence {
    return (token, weight) => ({ kind: 'word', word: tokens[token]!, weight });
  }

  similarItems(item: number, k: number): ScoredItems {
    const { popularity, profile, items } = this.ready;
    const scores = new ItemScores(items);
    profile.add(item, 1);
    profile.score(scores);
    scores.addToScored(popularity);
    const itself = new Exclusion(items);
    itself.set(packLists([[item]]), 0);
    const ranking = emptyRankings(1, k);
    scores.drain(itself, new TopK(Math.min(k, items)), ranking, 0);
    const found = ranking.items.indexOf(-1);
    const count = found < 0 ? k : found;
    return { items: ranking.items.slice(0, count), scores: ranking.scores.slice(0, count) };
  }
}

function assertContent(content: ItemContent | undefined): asserts content is ItemContent {
  if (content?.properties) return;
  throw new InputError(
    'content needs item properties or categories; this data has none',
    {},
    'a log with properties, categories, brands or titles of its items',
  );
}
