import type { PropertyTimeline } from '../property-timeline.js';

/** Collects the facts of a timeline from sorted rows, and drops rows that change nothing. */
export class FactColumns {
  readonly #propertyOf: Int32Array;
  readonly #item: Int32Array;
  readonly #offsets: Int32Array;
  readonly #statement: Int32Array;
  readonly #since: Int32Array;
  #items = 0;
  #facts = 0;

  /**
   * @param propertyOf the property of each statement.
   * @param items upper bound of the number of distinct items in the rows.
   * @param rows upper bound of the number of rows.
   */
  constructor(propertyOf: Int32Array, items: number, rows: number) {
    this.#propertyOf = propertyOf;
    this.#item = new Int32Array(items);
    this.#offsets = new Int32Array(items + 1);
    this.#statement = new Int32Array(rows);
    this.#since = new Int32Array(rows);
  }

  /**
   * Adds the next row. Rows must be sorted by item, property and moment, ascending; the last row of a moment counts. A
   * row that repeats the previous statement is dropped.
   */
  add(item: number, since: number, statement: number): void {
    if (this.#items === 0 || this.#item[this.#items - 1] !== item) this.#item[this.#items++] = item;
    if (this.#isOfLast(statement) && this.#since[this.#facts - 1] === since) this.#facts--;
    if (!this.#isOfLast(statement) || this.#statement[this.#facts - 1] !== statement) {
      this.#statement[this.#facts] = statement;
      this.#since[this.#facts++] = since;
    }
    this.#offsets[this.#items] = this.#facts;
  }

  /** Whether the last fact is about the current item and the property of a statement. */
  #isOfLast(statement: number): boolean {
    return (
      this.#facts > this.#offsets[this.#items - 1]! &&
      this.#propertyOf[this.#statement[this.#facts - 1]!] === this.#propertyOf[statement]
    );
  }

  /** Returns the collected facts, in arrays of exact length. */
  columns(): { readonly item: Int32Array } & Pick<PropertyTimeline, 'offsets' | 'statement' | 'since'> {
    return {
      item: this.#item.slice(0, this.#items),
      offsets: this.#offsets.slice(0, this.#items + 1),
      statement: this.#statement.slice(0, this.#facts),
      since: this.#since.slice(0, this.#facts),
    };
  }
}
