import { type Queries, type Recommender, recommendWithReasons, type WorkOptions } from '../../models/index.js';
import { citedItems } from './cited-items.js';
import { ranksWithout } from './ranks-without.js';

/** Up to so many cited items every set of them is tried. */
const mostTried = 10;

export interface Counterfactual {
  readonly query: number;
  readonly item: number;
  /** The smallest set of cited items without which the item is not in the list; undefined where no set tried is enough. */
  readonly without: readonly number[] | undefined;
}

export interface Counterfactuals {
  /** One for each recommendation that cites an item of the context, query after query, the best first. */
  readonly found: readonly Counterfactual[];
  /** The share of these for which there is a set. */
  readonly validity: number;
  /** Items in the sets that there are, on average. */
  readonly size: number;
}

/**
 * Finds for each recommendation the fewest items that the visitor need not have met for it to leave the list: what it rests on.
 *
 * Sets consist of items that are cited for it, with all their events. Of up to ten cited items every set is tried, small ones first, and among
 * those of a size the one with the heaviest items first; of more only the heaviest, the two heaviest, and so on.
 *
 * Source: Tran, Ghazimatin & Saha Roy 2021, "Counterfactual explanations for neural recommenders" (SIGIR '21).
 * @throws InputError for a model that has no evidence to show.
 */
export async function counterfactuals(
  model: Recommender,
  queries: Queries,
  k: number,
  work: Partial<WorkOptions> = {},
): Promise<Counterfactuals> {
  const lists = await recommendWithReasons(model, queries, k, work);
  const explained = lists.flatMap((list, query) =>
    list.flatMap(({ item, evidence }) => {
      const cited = citedItems(evidence, queries);
      return cited.length > 0 ? { query, item, cited } : [];
    }),
  );
  const found: (readonly number[] | undefined)[] = explained.map(() => undefined);
  const most = explained.reduce((size, { cited }) => Math.max(size, cited.length), 0);
  for (let size = 1; size <= most; size++) {
    const asked = explained.flatMap(({ query, item, cited }, at) =>
      found[at] ? [] : setsOf(cited, size).map((without) => ({ at, query, item, without })),
    );
    const ranks = await ranksWithout(model, queries, asked, k, work);
    for (const [i, { at, without }] of asked.entries()) if (ranks[i]! > k) found[at] ??= without;
  }
  const sizes = found.flatMap((set) => set?.length ?? []);
  return {
    found: explained.map(({ query, item }, at) => ({ query, item, without: found[at] })),
    validity: sizes.length / found.length,
    size: sizes.reduce((sum, size) => sum + size, 0) / sizes.length,
  };
}

/** The sets of a size that are tried, in the order of their items. */
function setsOf(cited: readonly number[], size: number): number[][] {
  if (cited.length > mostTried) return [cited.slice(0, size)].filter((set) => set.length === size);
  const sets: number[][] = [];
  const extend = (set: readonly number[], from: number) => {
    if (set.length === size) sets.push([...set]);
    else for (let at = from; at < cited.length; at++) extend([...set, cited[at]!], at + 1);
  };
  extend([], 0);
  return sets;
}
