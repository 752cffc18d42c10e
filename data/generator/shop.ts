import { countText } from '../count-text.js';
import { InputError } from '../errors.js';
import type { Curve } from './curve.js';
import { published } from './published.js';

/**
 * The parameters that, with the seed, determine a synthetic shop.
 *
 * Sizes scale with the number of events. Visitors and items scale in proportion: at every size an item and a visitor
 * have as many events as at RetailRocket (11.7 and 1.96 in the mean), so neighbourhood models find equally dense data.
 * Categories scale with the square root: a small shop has fewer and smaller ones.
 */
export interface ShopParameters {
  readonly events: number;
  readonly seed: number;
  readonly visitors: number;
  /** Items in the catalogue; some never get an event. */
  readonly items: number;
  /** Categories of the tree at depth 0, 1, 2 … */
  readonly categoriesAtDepth: readonly number[];
  readonly bots: number;
  readonly catalogue: CatalogueParameters;
  readonly visits: VisitParameters;
  readonly browsing: BrowsingParameters;
  readonly funnel: FunnelParameters;
}

export interface CatalogueParameters {
  /** Expected events of an item as a function of the share of better items in the catalogue. */
  readonly demand: Curve;
  /** Spread of the categories' sizes (log-normal). */
  readonly categorySpread: number;
  /** Minimum and maximum number of items in a product line. */
  readonly lineItems: readonly [number, number];
  /** Number of styles (e.g. price bands); an item has one, a visitor prefers one. */
  readonly styles: number;
  /** Share of items that exist before the log begins, and mean lifetime in days of the items that are discontinued. */
  readonly oldItems: number;
  readonly lastingItems: number;
  readonly lifetimeDays: number;
}

export interface VisitParameters {
  /** Chance that a visitor's next event starts a new session, and the maximum number of sessions of a visitor. */
  readonly newSession: number;
  readonly mostSessions: number;
  /** Days between sessions: median over visitors with two sessions, spread between visitors, spread within a visitor. */
  readonly pauseDays: readonly [number, number, number];
  /** Seconds between views, from a view to its cart event, from the last event to the order: median and spread. */
  readonly viewSeconds: readonly [number, number];
  readonly cartSeconds: readonly [number, number];
  readonly orderSeconds: readonly [number, number];
  readonly botSeconds: readonly [number, number];
  /** Chance that a later session starts with the last item of the previous one. */
  readonly continued: number;
}

/**
 * Chances of a visitor's next view, see `browse.ts`. Calibrated so that, in sessions of three or more views, 19 % of the
 * transitions repeat the last item, 15 % go to an earlier one and 66 % to a new one: 19, 16 and 65 % in the real session log.
 */
export interface BrowsingParameters {
  /** Views the last item again. */
  readonly repeat: number;
  /** Goes back to one of the session's earlier views. */
  readonly back: number;
  /** Number of the latest views that a visitor can go back to. */
  readonly backWindow: number;
  /** Where a new view comes from; sums to 1. */
  readonly line: number;
  readonly category: number;
  readonly sibling: number;
  readonly taste: number;
  readonly anywhere: number;
  /** Probability of each of a visitor's favourite categories; sums to 1. */
  readonly favourites: readonly [number, number, number];
  /** Weight of an item in the visitor's style, relative to one in another style. */
  readonly styleWeight: number;
}

export interface FunnelParameters {
  /** Chance of a cart event after a view, at mean readiness and fit 0. */
  readonly cart: number;
  /** Odds, at mean readiness, that a visitor is ready to order the items in the cart. */
  readonly order: number;
  /** Contributions to the log-chance: the item's style is the visitor's, its category is a favourite, its quality. */
  readonly styleFit: number;
  readonly tasteFit: number;
  readonly qualityFit: number;
  /** Factor by which cart events become more likely once a session has had one. */
  readonly momentum: number;
  /** Spread of the visitors' readiness to buy (log-normal). */
  readonly readinessSpread: number;
  /** Exponent with which readiness grows with the number of the visitor's events. */
  readonly activityReadiness: number;
  /** Chance that a cart event, or a view, is logged twice. */
  readonly doubledCart: number;
  readonly doubledView: number;
}

export const leastEvents = 20_000;
export const mostEvents = published.events;

/** Number of catalogue items per item that receives an event. */
const catalogueShare = 1.8;

/**
 * Returns the parameters of a shop of a given size, calibrated to match {@link published} at full size.
 * @throws InputError when `events` is not a whole number from 20,000 to 2,756,101, or the seed is not a whole number.
 */
export function shopParameters(events: number, seed: number): ShopParameters {
  if (!Number.isInteger(events) || events < leastEvents || events > mostEvents)
    throw new InputError(
      `a shop of ${events} events`,
      {},
      `a whole number from ${countText(leastEvents)} to ${countText(mostEvents)}`,
    );
  if (!Number.isInteger(seed)) throw new InputError(`a seed of ${seed}`, {}, 'a whole number');
  const scale = events / published.events;
  return {
    events,
    seed,
    visitors: Math.round(published.visitors * scale),
    items: Math.round(published.items * catalogueShare * scale),
    categoriesAtDepth: published.categoriesAtDepth.map((count) => Math.max(1, Math.round(count * Math.sqrt(scale)))),
    bots: Math.max(2, Math.round(40 * scale)),
    catalogue: {
      demand: [
        [2.2e-6, 4600],
        [0.0004, 590],
        [0.002, 285],
        [0.0055, 164],
        [0.0125, 94],
        [0.027, 51],
        [0.052, 25.7],
        [0.094, 13.3],
        [0.157, 6.9],
        [0.26, 2.25],
        [0.365, 1],
        [0.47, 0.6],
        [0.57, 0.39],
        [0.77, 0.19],
        [1, 0.05],
      ],
      categorySpread: 1.2,
      lineItems: [4, 14],
      styles: 4,
      oldItems: 0.9,
      lastingItems: 0.7,
      lifetimeDays: 60,
    },
    visits: {
      newSession: 0.25,
      mostSessions: 300,
      pauseDays: [3.2, 2.2, 1],
      viewSeconds: [86, 1.47],
      cartSeconds: [25, 1],
      orderSeconds: [240, 0.9],
      botSeconds: [8, 0.4],
      continued: 0.35,
    },
    browsing: {
      repeat: 0.2,
      back: 0.14,
      backWindow: 20,
      line: 0.42,
      category: 0.3,
      sibling: 0.08,
      taste: 0.12,
      anywhere: 0.08,
      favourites: [0.62, 0.23, 0.15],
      styleWeight: 3,
    },
    funnel: {
      cart: 0.0562,
      order: 2.07,
      styleFit: 0.7,
      tasteFit: 0.5,
      qualityFit: 1.4,
      momentum: 6.4,
      readinessSpread: 1.6,
      activityReadiness: 0.5,
      doubledCart: 0.0095,
      doubledView: 0.00006,
    },
  };
}
