import type { Random } from '../random.js';
import type { Catalogue } from './catalogue.js';
import { curveAt } from './curve.js';
import { drawFrom, logNormal, permutation, runningSums, streamOf } from './draws.js';
import { visitorsWithAtLeast } from './published.js';
import type { FunnelParameters, ShopParameters } from './shop.js';
import type { ShopTree } from './tree.js';

/** Number of favourite categories per visitor. */
export const favouritesEach = 3;

/** Visitors with more events than this have the readiness of those with this many, and vary less. */
const veryActive = 50;

/** The shop's visitors; a visitor's shop id is its position. */
export interface Visitors {
  /** Events the visitor will make. */
  readonly budget: Int32Array;
  /** Favourite categories (positions in the tree), three per visitor, the most preferred first. */
  readonly favourites: Int32Array;
  readonly style: Uint8Array;
  /** Readiness to buy, higher for frequent visitors; 1 in the mean over events. */
  readonly readiness: Float32Array;
  readonly bot: Uint8Array;
}

/** Draws the visitors: their tastes, their readiness to buy, and the number of events of each. */
export function inviteVisitors(parameters: ShopParameters, tree: ShopTree, catalogue: Catalogue): Visitors {
  const { visitors: count, seed, funnel, catalogue: of } = parameters;
  const random = streamOf(seed, 'visitors');
  const byRank = eventBudgets(parameters);
  const rank = permutation(count, random);
  const visitors: Visitors = {
    budget: rank.map((r) => byRank[r]!),
    favourites: new Int32Array(count * favouritesEach),
    style: new Uint8Array(count),
    readiness: new Float32Array(count),
    // Every second of the most active visitors is a bot, so activity alone does not distinguish them from shoppers.
    bot: Uint8Array.from(rank, (r) => (r % 2 === 0 && r < 2 * parameters.bots ? 1 : 0)),
  };
  const demand = leafDemand(tree, catalogue);
  for (let visitor = 0; visitor < count; visitor++) {
    const at = visitor * favouritesEach;
    for (let i = 0; i < favouritesEach; i++) visitors.favourites[at + i] = tree.leaves[drawFrom(demand, random)]!;
    visitors.style[visitor] = Math.floor(random.float() * of.styles);
    visitors.readiness[visitor] = drawReadiness(visitors.budget[visitor]!, funnel, random);
  }
  levelReadiness(visitors);
  return visitors;
}

/** The few very active visitors vary less: otherwise the draw of one of them would affect the sales of the whole shop. */
function drawReadiness(
  budget: number,
  { readinessSpread, activityReadiness }: FunnelParameters,
  random: Random,
): number {
  const active = Math.min(budget, veryActive);
  return logNormal(active ** activityReadiness, readinessSpread * Math.sqrt(active / budget), random);
}

/**
 * Normalises the mean readiness to 1, each visitor weighted by their events after the first (which is a view), so that
 * a few very ready visitors more or less do not change the shop's sales.
 */
function levelReadiness({ readiness, budget }: Visitors): void {
  let ready = 0;
  let events = 0;
  for (let visitor = 0; visitor < budget.length; visitor++) {
    ready += readiness[visitor]! * (budget[visitor]! - 1);
    events += budget[visitor]! - 1;
  }
  for (let visitor = 0; visitor < budget.length; visitor++) readiness[visitor]! *= events / ready;
}

/** Running sums over the leaves of the demand for their items. */
const leafDemand = (tree: ShopTree, { categoryStart, categoryEnd, demand }: Catalogue): number[] =>
  runningSums(
    Array.from(tree.leaves, (leaf) =>
      demand.subarray(categoryStart[leaf]!, categoryEnd[leaf]!).reduce((sum, one) => sum + one, 0),
    ),
  );

/**
 * Returns the number of events of each visitor, most active first: as many visitors with at least 1, 2, 3 … events as published
 * (in proportion). The remaining events go to the visitors with twenty to a hundred events, where little is published.
 */
function eventBudgets({ events, visitors }: Pick<ShopParameters, 'events' | 'visitors'>): Int32Array {
  const scale = visitors / visitorsWithAtLeast[0]![1];
  const most = visitorsWithAtLeast.at(-1)![0];
  const budgets = new Int32Array(visitors);
  let filled = 0;
  for (let n = most; n >= 1; n--) {
    const atLeast = n === 1 ? visitors : Math.round(curveAt(visitorsWithAtLeast, n) * scale);
    if (atLeast > filled) budgets.fill(n, filled, atLeast);
    filled = Math.max(filled, atLeast);
  }
  const first = budgets.findIndex((n) => n < 100);
  const group = budgets.subarray(
    first,
    budgets.findIndex((n) => n < 20),
  );
  const held = sum(group);
  const missing = events - sum(budgets);
  let given = 0;
  group.forEach((n, i) => {
    const share = Math.trunc((missing * n) / held);
    group[i]! += share;
    given += share;
  });
  for (let i = 0; i < Math.abs(missing - given); i++) group[i % group.length]! += Math.sign(missing - given);
  return budgets;
}

const sum = (values: Int32Array): number => values.reduce((a, b) => a + b, 0);
