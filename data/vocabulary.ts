/** Dense ids 0 … size−1 and the shop's own ids they stand for. */
export class Vocabulary {
  /** The shop's id of each dense id. */
  readonly ids: Int32Array;
  #dense: Map<number, number> | undefined;

  constructor(ids: Int32Array) {
    this.ids = ids;
  }

  get size(): number {
    return this.ids.length;
  }

  /** The dense id of a shop's id, −1 where it is unknown. */
  indexOf(id: number): number {
    this.#dense ??= new Map(Array.from(this.ids, (raw, dense) => [raw, dense]));
    return this.#dense.get(id) ?? -1;
  }

  /** A vocabulary of the distinct ids, in order of their first appearance, and the dense id of each entry. */
  static encode(ids: Int32Array): { vocabulary: Vocabulary; dense: Int32Array } {
    const seen = new Map<number, number>();
    const dense = new Int32Array(ids.length);
    for (let row = 0; row < ids.length; row++) {
      const id = ids[row]!;
      let code = seen.get(id);
      if (code === undefined) {
        code = seen.size;
        seen.set(id, code);
      }
      dense[row] = code;
    }
    return { vocabulary: new Vocabulary(Int32Array.from(seen.keys())), dense };
  }
}
