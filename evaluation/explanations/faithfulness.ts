import { mix } from '../../data/index.js';
import { type Queries, type Recommender, recommendWithReasons, type WorkOptions } from '../../models/index.js';
import type { BootstrapOptions } from '../intervals/draws.js';
import { type PairedDifference, pairedDifferences } from '../intervals/paired-difference.js';
import { citedItems } from './cited-items.js';
import { ranksWithout } from './ranks-without.js';

export interface FaithfulnessOptions extends BootstrapOptions {
  /** Length of the lists that are explained. */
  readonly k: number;
  /** Ranks are followed down to this one; an item that falls further has fallen to the next. */
  readonly depth: number;
}

/** What happens to recommendations when something is taken out of their queries' contexts: means over those compared. */
export interface Fall {
  /** The share that falls at all. */
  readonly falls: number;
  /** Ranks lost; an item that rises loses less than none. */
  readonly ranks: number;
}

export interface Faithfulness {
  readonly recommendations: number;
  /** The share of recommendations with at least one reason. */
  readonly coverage: number;
  /** The recommendations that cite an item of the context, in lists that cite another one as well. */
  readonly compared: number;
  /** Without the item cited most heavily, and without a random other one. */
  readonly cited: Fall;
  readonly random: Fall;
  /** `cited` less `random`, paired by recommendation, with intervals over clusters. */
  readonly differences: { readonly falls: PairedDifference; readonly ranks: PairedDifference };
}

/**
 * Tests whether recommendations stand on what is cited for them: the item cited most heavily is taken out of the visitor's context and the model
 * asked anew. A faithful explanation makes its recommendation fall further than a random one does, which is another item that is cited anywhere in
 * the same list: it matters to the model, but not most to this recommendation.
 *
 * Source: the erasure of cited evidence as in DeYoung et al. 2020, "ERASER: a benchmark to evaluate rationalized NLP models", comprehensiveness.
 * @param cluster each query's cluster, dense from 0.
 * @throws InputError for a model that has no evidence to show.
 */
export async function faithfulness(
  model: Recommender,
  queries: Queries,
  cluster: Int32Array,
  { k, depth, ...options }: FaithfulnessOptions,
  work: Partial<WorkOptions> = {},
): Promise<Faithfulness> {
  const lists = await recommendWithReasons(model, queries, k, work);
  const asked = lists.flatMap((list, query) => {
    const cited = list.map(({ evidence }) => citedItems(evidence, queries));
    const pool = [...new Set(cited.flat())].sort((a, b) => a - b);
    return list.flatMap(({ item }, rank) => {
      const [most] = cited[rank]!;
      const others = pool.filter((other) => other !== most);
      if (most === undefined || others.length === 0) return [];
      const random = others[mix(mix(mix(0, options.seed), query), rank) % others.length]!;
      return { query, item, rank: rank + 1, most, random };
    });
  });
  const lost = async (without: 'most' | 'random') => {
    const ranks = await ranksWithout(
      model,
      queries,
      asked.map(({ query, item, ...one }) => ({ query, item, without: [one[without]] })),
      depth,
      work,
    );
    return Float64Array.from(asked, ({ rank }, at) => ranks[at]! - rank);
  };
  const [cited, random] = [await lost('most'), await lost('random')];
  const falls = (ranks: Float64Array) => ranks.map((fall) => Number(fall > 0));
  const clusters = Int32Array.from(asked, ({ query }) => cluster[query]!);
  const difference = (a: Float64Array, b: Float64Array, range: number) =>
    pairedDifferences([a], b, clusters, { ...options, range })[0]!;
  const all = lists.flat();
  return {
    recommendations: all.length,
    coverage: all.filter(({ reasons }) => reasons.length > 0).length / all.length,
    compared: asked.length,
    cited: { falls: mean(falls(cited)), ranks: mean(cited) },
    random: { falls: mean(falls(random)), ranks: mean(random) },
    differences: {
      falls: difference(falls(cited), falls(random), 1),
      ranks: difference(cited, random, depth + k),
    },
  };
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
