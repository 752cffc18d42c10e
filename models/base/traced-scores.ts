import { ItemScores } from './item-scores.js';

/** Sums of scores that remember, of the items somebody asks about, what each amount came from. */
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

  /** What an item's score came from: the amount of each cause. */
  partsOf(item: number): ReadonlyMap<number, number> {
    return this.#parts.get(item) ?? new Map();
  }
}
