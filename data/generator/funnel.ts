import type { Catalogue } from './catalogue.js';
import type { FunnelParameters } from './shop.js';
import { favouritesEach, type Visitors } from './visitors.js';

/** Log-odds that a visitor ready to order orders an item of fit 0. */
const ease = 1;

/** The probabilities that a visitor puts a viewed item into the cart, and then orders it. */
export class Funnel {
  readonly #catalogue: Catalogue;
  readonly #visitors: Visitors;
  readonly #parameters: FunnelParameters;
  /** Logarithm of the factor that quality contributes to the chances, in the mean over the shop's demand. */
  readonly #meanQuality: number;

  constructor(catalogue: Catalogue, visitors: Visitors, parameters: FunnelParameters) {
    this.#catalogue = catalogue;
    this.#visitors = visitors;
    this.#parameters = parameters;
    let lifted = 0;
    let demanded = 0;
    catalogue.demand.forEach((demand, item) => {
      lifted += demand * Math.exp(parameters.qualityFit * catalogue.quality[item]!);
      demanded += demand;
    });
    this.#meanQuality = Math.log(lifted / demanded);
  }

  /** How well an item fits a visitor, on the log scale: its style, its category, its quality relative to the shop's mean. */
  fit(visitor: number, item: number): number {
    const { styleFit, tasteFit, qualityFit } = this.#parameters;
    const { favourites, style } = this.#visitors;
    const { category, quality } = this.#catalogue;
    let fit = qualityFit * quality[item]! - this.#meanQuality;
    if (style[visitor] === this.#catalogue.style[item]) fit += styleFit;
    const at = visitor * favouritesEach;
    for (let i = 0; i < favouritesEach; i++)
      if (favourites[at + i] === category[item]) {
        fit += tasteFit;
        break;
      }
    return fit;
  }

  /** @param begun whether the session has had a cart event. */
  cartChance(visitor: number, item: number, begun: boolean): number {
    const { cart, momentum } = this.#parameters;
    const readiness = this.#visitors.readiness[visitor]! * (begun ? momentum : 1);
    return Math.min(0.8, cart * readiness * Math.exp(this.fit(visitor, item)));
  }

  /** Requires both a visitor ready to order (up to certainty) and an item that fits (up to certainty). */
  orderChance(visitor: number, item: number): number {
    const ready = this.#parameters.order * this.#visitors.readiness[visitor]!;
    return ready / (1 + ready) / (1 + Math.exp(-ease - this.fit(visitor, item)));
  }
}
