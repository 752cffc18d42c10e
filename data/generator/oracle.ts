import { earlierViews, type Place, placesOf } from './browse.js';
import { dayOf } from './calendar.js';
import { Demand } from './demand.js';
import type { ShopTruth } from './truth.js';

/** Items and how likely each is the next one, best first. */
export interface OracleRanking {
  /** The shop's item ids. */
  readonly items: Int32Array;
  /** Probabilities; over all items they sum to 1. */
  readonly scores: Float64Array;
}

/** The day last asked for, kept because queries come in order of time. */
const opened = new WeakMap<ShopTruth, { day: number; demand: Demand }>();

/**
 * The true probabilities of a session's next view, the best ranking there can be: it knows the shop's parameters, what
 * is for sale that day and the visitor's tastes, but not what the generator draws next. Every item that has a chance is
 * listed, ties by shop id.
 *
 * With no context it ranks the first view of a visitor's first session. The context is taken as the session so far, so a
 * visitor's whole history gives the next view only if their last session goes on. Bots draw from all that is for sale.
 * @param contextItems shop ids of the session's views so far, oldest first; ids unknown to the shop are passed over.
 * @param time milliseconds since 1970, within the log's days.
 * @param k how many items to give; all that have a chance unless said.
 */
export function oracleScores(
  truth: ShopTruth,
  contextItems: ArrayLike<number>,
  visitorId: number,
  time: number,
  k = Number.POSITIVE_INFINITY,
): OracleRanking {
  const { catalogue, browsing } = truth;
  const views = Array.from(contextItems, (id) => truth.position.get(id) ?? -1).filter((position) => position >= 0);
  const last = views.at(-1) ?? -1;
  const demand = demandOn(truth, dayOf(time));
  const chance = new Float64Array(catalogue.id.length);
  if (truth.visitors.bot[visitorId]) addUniform(chance, demand);
  else {
    let left = 1;
    if (last >= 0) {
      chance[last]! += browsing.repeat;
      left -= browsing.repeat;
      const earlier = earlierViews(views, browsing.backWindow);
      for (const item of earlier) chance[item]! += browsing.back / earlier.length;
      if (earlier.length > 0) left -= browsing.back;
    }
    addNewView(truth, demand, chance, visitorId, last, left);
  }
  return ranked(catalogue.id, chance, k);
}

function demandOn(truth: ShopTruth, day: number): Demand {
  let kept = opened.get(truth);
  if (kept?.day !== day) {
    kept = { day, demand: (kept?.demand ?? new Demand(truth.catalogue)).open(day) };
    opened.set(truth, kept);
  }
  return kept.demand;
}

function addUniform(chance: Float64Array, demand: Demand): void {
  let forSale = 0;
  for (let item = 0; item < chance.length; item++) if (demand.weight(item) > 0) forSale++;
  for (let item = 0; item < chance.length; item++) if (demand.weight(item) > 0) chance[item] = 1 / forSale;
}

/** Adds the chances of a new view that `newView` draws from, `left` in all. */
function addNewView(
  truth: ShopTruth,
  demand: Demand,
  chance: Float64Array,
  visitor: number,
  last: number,
  left: number,
): void {
  const { catalogue, browsing, visitors } = truth;
  const style = visitors.style[visitor]!;
  const weight = (item: number): number =>
    item === last ? 0 : demand.weight(item) * (catalogue.style[item] === style ? browsing.styleWeight : 1);
  const add = ({ start, end }: Place, share: number): boolean => {
    let total = 0;
    for (let item = start; item < end; item++) total += weight(item);
    if (total === 0) return false;
    for (let item = start; item < end; item++) chance[item]! += (share * weight(item)) / total;
    return true;
  };
  const places = placesOf(truth, visitor, last);
  const shop = places.pop()!;
  let anywhere = shop.chance;
  for (const place of places) if (!add(place, left * place.chance)) anywhere += place.chance;
  add(shop, left * anywhere);
}

function ranked(id: Int32Array, chance: Float64Array, k: number): OracleRanking {
  // Sorting the values alone is quick, and leaves few items to sort.
  const least = chance.length > k ? chance.toSorted().at(-k)! : 0;
  const order: number[] = [];
  for (let item = 0; item < chance.length; item++) if (chance[item]! > 0 && chance[item]! >= least) order.push(item);
  order.sort((a, b) => chance[b]! - chance[a]! || id[a]! - id[b]!);
  order.length = Math.min(order.length, k);
  return {
    items: Int32Array.from(order, (item) => id[item]!),
    scores: Float64Array.from(order, (item) => chance[item]!),
  };
}
