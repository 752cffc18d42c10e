import { IdIndex } from './id-index.js';

/** Dense ids 0 … size−1 and the shop's ids that they stand for. */
export class Vocabulary {
  /** The shop's id of each dense id. */
  readonly ids: Int32Array;
  #dense: IdIndex | undefined;

  constructor(ids: Int32Array) {
    this.ids = ids;
  }

  get size(): number {
    return this.ids.length;
  }

  /** Returns the dense id of a shop's id, −1 where it is unknown. */
  indexOf(id: number): number {
    this.#dense ??= new IdIndex(this.ids);
    return this.#dense.numberOf(id);
  }

  /** Returns a vocabulary of the distinct ids, in order of first appearance, and the dense id of each entry. */
  static encode(ids: Int32Array): { vocabulary: Vocabulary; dense: Int32Array } {
    const index = new IdIndex();
    const dense = ids.map((id) => index.add(id));
    return { vocabulary: new Vocabulary(index.ids.slice()), dense };
  }
}
