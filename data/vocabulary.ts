import { ascendingOrder } from './ascending-order.js';
import { IdIndex } from './id-index.js';
import { asTexts, compareIds, type Id, type Ids, idAt, idCount, idSeed, isText, takeIds, wholeNumber } from './ids.js';
import { TextIndex } from './text-index.js';

const encoder = new TextEncoder();

/** Dense ids 0 … size−1 and the shop's ids that they stand for. */
export class Vocabulary {
  /** The shop's id of each dense id. */
  readonly ids: Ids;
  readonly size: number;
  #dense: IdIndex | TextIndex | undefined;

  constructor(ids: Ids) {
    this.ids = ids;
    this.size = idCount(ids);
  }

  /** The shop's id of a dense id. */
  idOf(dense: number): Id {
    return idAt(this.ids, dense);
  }

  /** Returns the dense id of a shop's id, −1 where it is unknown. `7` and `'7'` are the same id. */
  indexOf(id: Id): number {
    this.#dense ??= isText(this.ids) ? new TextIndex(this.ids) : new IdIndex(this.ids);
    if (this.#dense instanceof IdIndex) {
      const number = wholeNumber(id);
      return number === undefined ? -1 : this.#dense.numberOf(number);
    }
    const text = encoder.encode(String(id));
    return this.#dense.numberOf(text, 0, text.length);
  }

  /** Returns the dense id of each of a column's ids, −1 where it is unknown. */
  indexAll(ids: Ids): Int32Array {
    const dense = new Int32Array(idCount(ids));
    if (!isText(ids) && !isText(this.ids)) {
      for (let i = 0; i < dense.length; i++) dense[i] = this.indexOf(ids[i]!);
      return dense;
    }
    const { bytes, offsets } = asTexts(ids);
    const index = isText(this.ids) ? this.#textIndex(this.ids) : new TextIndex(asTexts(this.ids));
    for (let i = 0; i < dense.length; i++) dense[i] = index.numberOf(bytes, offsets[i]!, offsets[i + 1]!);
    return dense;
  }

  #textIndex(ids: Exclude<Ids, Int32Array>): TextIndex {
    this.#dense ??= new TextIndex(ids);
    return this.#dense as TextIndex;
  }

  /** Compares two dense ids by the shop's ids: numbers by value, texts by their bytes. */
  compare(a: number, b: number): number {
    return compareIds(this.ids, a, b);
  }

  /** A 32-bit integer to seed draws about a dense id, whatever other ids there are: the shop's number, or a hash of its text. */
  seedOf(dense: number): number {
    return idSeed(this.ids, dense);
  }

  /** The vocabulary of the ids at the given positions, in that order. */
  take(dense: ArrayLike<number>): Vocabulary {
    return new Vocabulary(takeIds(this.ids, dense));
  }

  /** Returns a vocabulary of a column's distinct ids, ascending, and the dense id of each entry. */
  static ascending(ids: Ids): { vocabulary: Vocabulary; dense: Int32Array } {
    const order = ascendingOrder(ids);
    const dense = new Int32Array(order.length);
    const firsts = new Int32Array(order.length);
    let size = 0;
    for (let at = 0; at < order.length; at++) {
      if (at === 0 || compareIds(ids, order[at - 1]!, order[at]!) !== 0) firsts[size++] = order[at]!;
      dense[order[at]!] = size - 1;
    }
    return { vocabulary: new Vocabulary(takeIds(ids, firsts.subarray(0, size))), dense };
  }

  /** Returns a vocabulary of the distinct numbers, in order of first appearance, and the dense id of each entry. */
  static encode(ids: Int32Array): { vocabulary: Vocabulary; dense: Int32Array } {
    const index = new IdIndex();
    const dense = ids.map((id) => index.add(id));
    return { vocabulary: new Vocabulary(index.ids.slice()), dense };
  }
}
