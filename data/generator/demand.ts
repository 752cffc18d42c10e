import type { Random } from '../random.js';
import type { Catalogue } from './catalogue.js';

/**
 * The items for sale on one day and their demand: running sums of the items' weights, from which an item in any range
 * of positions is drawn by one binary search.
 */
export class Demand {
  readonly #catalogue: Catalogue;
  /** Weight of the items before each position. */
  readonly #sums: Float64Array;
  readonly #forSale: Int32Array;
  #forSaleCount = 0;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.#sums = new Float64Array(catalogue.id.length + 1);
    this.#forSale = new Int32Array(catalogue.id.length);
  }

  /** Sets the weights for a day: an item's demand is spread evenly over the days on which it is for sale. */
  open(day: number): this {
    const { arrival, departure, demand } = this.#catalogue;
    const sums = this.#sums;
    this.#forSaleCount = 0;
    for (let item = 0; item < demand.length; item++) {
      let weight = 0;
      if (arrival[item]! <= day && day < departure[item]!) {
        weight = demand[item]! / (departure[item]! - Math.max(0, arrival[item]!));
        this.#forSale[this.#forSaleCount++] = item;
      }
      sums[item + 1] = sums[item]! + weight;
    }
    return this;
  }

  /** Weight of one item; 0 when it is not for sale. */
  weight(item: number): number {
    return this.#sums[item + 1]! - this.#sums[item]!;
  }

  /**
   * Draws an item of positions `start … end − 1` other than `except` (−1 for none), in proportion to its weight, times
   * `styleWeight` if the item is in the given style.
   * @returns −1 when no other item of the range is for sale.
   */
  draw(start: number, end: number, except: number, style: number, styleWeight: number, random: Random): number {
    const sums = this.#sums;
    const left = except >= start && except < end ? this.weight(except) : 0;
    const total = sums[end]! - sums[start]! - left;
    // Far below the smallest weight: the sum of a range without items is only rounding error.
    if (total < 1e-6) return -1;
    for (;;) {
      let u = sums[start]! + random.float() * total;
      if (left > 0 && u >= sums[except]!) u += left;
      const item = this.#positionOf(u, start, end);
      if (item === except || this.weight(item) === 0) continue;
      if (this.#catalogue.style[item] === style || random.float() * styleWeight < 1) return item;
    }
  }

  /** Draws an item for sale, uniformly. */
  drawUniform(random: Random): number {
    return this.#forSale[Math.floor(random.float() * this.#forSaleCount)]!;
  }

  /** The last position of the range whose sum is at most `u`. */
  #positionOf(u: number, start: number, end: number): number {
    let low = start;
    let high = end - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#sums[middle]! <= u) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
