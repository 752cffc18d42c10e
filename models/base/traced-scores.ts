import { ItemScores } from './item-scores.js';

/** Sums scores and records, for the items to be explained, the cause of each amount. */
export class TracedScores extends ItemScores {
  readonly #wanted: ReadonlySet<number>;
  readonly #parts = new Map<number, Map<number, number>>();
  #causes: readonly number[] = [];
  #shares: readonly number[] = [];

  constructor(items: number, wanted: ReadonlySet<number>) {
    super(items);
    this.#wanted = wanted;
  }

  override get traces(): boolean {
    return true;
  }

  override because(causes: readonly number[], shares: readonly number[] = [1]): void {
    this.#causes = causes;
    this.#shares = shares;
  }

  override add(item: number, amount: number): void {
    super.add(item, amount);
    if (!(amount > 0) || !this.#wanted.has(item)) return;
    const parts = this.#parts.get(item) ?? new Map<number, number>();
    this.#parts.set(item, parts);
    for (const [i, cause] of this.#causes.entries())
      parts.set(cause, (parts.get(cause) ?? 0) + amount * this.#shares[i]!);
  }

  /** The amount of each cause in an item's score. */
  partsOf(item: number): ReadonlyMap<number, number> {
    return this.#parts.get(item) ?? new Map();
  }
}
