import type { EventColumns } from '../data/index.js';

/** Price × quantity of an event, of one piece where the quantity is unknown; NaN where the price is unknown. */
export function amountOf({ price, quantity }: EventColumns, event: number): number {
  const pieces = quantity?.[event] ?? Number.NaN;
  return (price?.[event] ?? Number.NaN) * (Number.isNaN(pieces) ? 1 : pieces);
}

/**
 * Sums of amounts by group, exact to the hundredth however many there are.
 *
 * Plain addition of doubles drifts by cents over millions of rows. What each addition rounds off is summed apart and added at the
 * end (Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen").
 */
export class AmountSums {
  readonly #sum: Float64Array;
  readonly #lost: Float64Array;

  constructor(groups: number) {
    this.#sum = new Float64Array(groups);
    this.#lost = new Float64Array(groups);
  }

  add(group: number, amount: number): void {
    const before = this.#sum[group]!;
    const after = before + amount;
    const [large, small] = Math.abs(before) >= Math.abs(amount) ? [before, amount] : [amount, before];
    this.#lost[group]! += large - after + small;
    this.#sum[group] = after;
  }

  /** The sum of each group, rounded to hundredths. */
  totals(): Float64Array {
    return this.#sum.map((sum, group) => Math.round(100 * (sum + this.#lost[group]!)) / 100);
  }
}
