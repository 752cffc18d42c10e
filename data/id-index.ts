/**
 * Numbers distinct ids 0, 1, 2 … in the order in which they come: a hash table with open addressing over typed arrays, which holds as
 * many ids as memory does, where a Map ends at 2²⁴.
 */
export class IdIndex {
  #ids: Int32Array;
  #size: number;
  /** Of each slot the number of the id that lies there, −1 where none does; at most three of four slots are taken. */
  #slots: Int32Array;
  /** What is left of an id's hash when it is shifted so far is its first slot. */
  #shift: number;

  /** @param ids distinct ids to start with, in order of their numbers; they are not copied. */
  constructor(ids: Int32Array = new Int32Array(0)) {
    this.#ids = ids;
    this.#size = ids.length;
    this.#slots = new Int32Array(0);
    this.#shift = 32;
    this.#spread();
  }

  /** The ids in order of their numbers. */
  get ids(): Int32Array {
    return this.#ids.subarray(0, this.#size);
  }

  get size(): number {
    return this.#size;
  }

  /** The number of an id, −1 where it has none. */
  numberOf(id: number): number {
    return id === (id | 0) ? this.#slots[this.#slotOf(id)]! : -1;
  }

  /** The number of an id, which is given the next one where it has none. */
  add(id: number): number {
    const slot = this.#slotOf(id);
    const known = this.#slots[slot]!;
    if (known >= 0) return known;
    if (this.#size === this.#ids.length) {
      const grown = new Int32Array(Math.max(64, 2 * this.#size));
      grown.set(this.#ids);
      this.#ids = grown;
    }
    this.#ids[this.#size] = id;
    this.#slots[slot] = this.#size++;
    if (4 * this.#size > 3 * this.#slots.length) this.#spread();
    return this.#size - 1;
  }

  /** The slot where an id lies, or would. */
  #slotOf(id: number): number {
    const [ids, slots] = [this.#ids, this.#slots];
    const last = slots.length - 1;
    // The golden ratio's multiples spread ids that follow each other (Knuth, The Art of Computer Programming 3, 6.4).
    let slot = Math.imul(id, 0x9e3779b1) >>> this.#shift;
    while (slots[slot]! >= 0 && ids[slots[slot]!] !== id) slot = (slot + 1) & last;
    return slot;
  }

  /** Lays all ids into a table in which less than half of the slots are taken. */
  #spread(): void {
    let bits = 6;
    while (2 ** bits <= 2 * this.#size) bits++;
    this.#shift = 32 - bits;
    this.#slots = new Int32Array(2 ** bits).fill(-1);
    for (let number = 0; number < this.#size; number++) this.#slots[this.#slotOf(this.#ids[number]!)] = number;
  }
}
