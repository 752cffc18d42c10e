import { earlierViews, type Place, placesOf } from './browse.js';
import { dayOf } from './calendar.js';
import { Demand } from './demand.js';
import type { ShopTruth } from './truth.js';

/** Items and the probability that each is the next one, best first. */
export interface OracleRanking {
  /** The shop's item ids. */
  readonly items: Int32Array;
  /** Probabilities; over all items they sum to 1. */
  readonly scores: Float64Array;
}

/** The items for sale on a day. */
interface OpenDay {
  readonly day: number;
  readonly demand: Demand;
  /** The items' weights for a visitor of each style. */
  readonly weights: Map<number, Float64Array>;
}

/** The most recently requested day, cached because queries come in order of time. */
const opened = new WeakMap<ShopTruth, OpenDay>();

/**
 * Returns the true probabilities of a session's next view, the best possible ranking: it knows the shop's parameters,
 * the items for sale that day and the visitor's tastes, but not the generator's next draw. Every item with a positive
 * probability is listed, ties by shop id.
 *
 * With no context it ranks the first view of a visitor's first session. The context is read as the session so far, so a
 * visitor's whole history predicts the next view only if their last session continues. Bots draw from all items for sale.
 * @param contextItems shop ids of the session's views so far, oldest first; ids unknown to the shop are ignored.
 * @param time milliseconds since 1970, within the log's days.
 * @param k number of items to return; all with a positive probability by default.
 * @param among 1 for each position in the catalogue that may be listed; all by default. The probabilities of other
 * items are not redistributed.
 */
export function oracleScores(
  truth: ShopTruth,
  contextItems: ArrayLike<number>,
  visitorId: number,
  time: number,
  k = Number.POSITIVE_INFINITY,
  among?: Uint8Array,
): OracleRanking {
  const { catalogue, browsing } = truth;
  const views = Array.from(contextItems, (id) => truth.position.get(id) ?? -1).filter((position) => position >= 0);
  const last = views.at(-1) ?? -1;
  const open = openOn(truth, dayOf(time));
  const chance = new Float64Array(catalogue.id.length);
  if (truth.visitors.bot[visitorId]) addUniform(chance, open.demand);
  else {
    let left = 1;
    if (last >= 0) {
      chance[last]! += browsing.repeat;
      left -= browsing.repeat;
      const earlier = earlierViews(views, browsing.backWindow);
      for (const item of earlier) chance[item]! += browsing.back / earlier.length;
      if (earlier.length > 0) left -= browsing.back;
    }
    addNewView(truth, weightsOf(truth, open, truth.visitors.style[visitorId]!), chance, visitorId, last, left);
  }
  if (among) for (let item = 0; item < chance.length; item++) chance[item]! *= among[item]!;
  return ranked(catalogue.id, chance, k);
}

function openOn(truth: ShopTruth, day: number): OpenDay {
  const kept = opened.get(truth);
  if (kept?.day === day) return kept;
  const open = { day, demand: (kept?.demand ?? new Demand(truth.catalogue)).open(day), weights: new Map() };
  opened.set(truth, open);
  return open;
}

function weightsOf({ catalogue, browsing }: ShopTruth, { demand, weights }: OpenDay, style: number): Float64Array {
  const own =
    weights.get(style) ??
    Float64Array.from(catalogue.style, (of, item) => demand.weight(item) * (of === style ? browsing.styleWeight : 1));
  weights.set(style, own);
  return own;
}

function addUniform(chance: Float64Array, demand: Demand): void {
  let forSale = 0;
  for (let item = 0; item < chance.length; item++) if (demand.weight(item) > 0) forSale++;
  for (let item = 0; item < chance.length; item++) if (demand.weight(item) > 0) chance[item] = 1 / forSale;
}

/** Adds the probabilities with which `newView` draws a new view, `left` in total; `weights` are those of the visitor's style. */
function addNewView(
  truth: ShopTruth,
  weights: Float64Array,
  chance: Float64Array,
  visitor: number,
  last: number,
  left: number,
): void {
  // The last item is not a new one.
  const own = weights[last]!;
  if (last >= 0) weights[last] = 0;
  const add = ({ start, end }: Place, share: number): boolean => {
    let total = 0;
    for (let item = start; item < end; item++) total += weights[item]!;
    if (total === 0) return false;
    for (let item = start; item < end; item++) chance[item]! += (share * weights[item]!) / total;
    return true;
  };
  const places = placesOf(truth, visitor, last);
  const shop = places.pop()!;
  let anywhere = shop.chance;
  for (const place of places) if (!add(place, left * place.chance)) anywhere += place.chance;
  add(shop, left * anywhere);
  if (last >= 0) weights[last] = own;
}

function ranked(id: Int32Array, chance: Float64Array, k: number): OracleRanking {
  // Items below the k-th need not be sorted.
  const least = chance.length > k ? kthLargest(chance, k) : 0;
  const order: number[] = [];
  for (let item = 0; item < chance.length; item++) if (chance[item]! > 0 && chance[item]! >= least) order.push(item);
  order.sort((a, b) => chance[b]! - chance[a]! || id[a]! - id[b]!);
  order.length = Math.min(order.length, k);
  return {
    items: Int32Array.from(order, (item) => id[item]!),
    scores: Float64Array.from(order, (item) => chance[item]!),
  };
}

/** Returns the k-th largest value, k from 1 to the number of values: the root of a min-heap of the k largest. */
function kthLargest(values: Float64Array, k: number): number {
  const heap = values.slice(0, k).sort();
  for (let i = k; i < values.length; i++) {
    const value = values[i]!;
    if (value <= heap[0]!) continue;
    let at = 0;
    for (let child = 1; child < k; child = 2 * at + 1) {
      if (child + 1 < k && heap[child + 1]! < heap[child]!) child++;
      if (heap[child]! >= value) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = value;
  }
  return heap[0]!;
}
