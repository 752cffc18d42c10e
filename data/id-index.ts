/**
 * Numbers distinct ids 0, 1, 2 … in order of first appearance: a hash table with open addressing over typed arrays. It
 * is limited only by memory, whereas a Map ends at 2²⁴ ids.
 */
export class IdIndex {
  #ids: Int32Array;
  #size: number;
  /** For each slot the number of the id in it, −1 where it is empty; at most three of four slots are taken. */
  #slots: Int32Array;
  /** An id's hash shifted right by this many bits is its first slot. */
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

  /** Returns the number of an id, −1 where it has none. */
  numberOf(id: number): number {
    return this.#slots[this.#slotOf(id)]!;
  }

  /** Returns the number of an id; a new id receives the next one. */
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

  /** The slot of an id, or the empty slot where it would be inserted. */
  #slotOf(id: number): number {
    const [ids, slots] = [this.#ids, this.#slots];
    const last = slots.length - 1;
    // Multiples of the golden ratio spread consecutive ids (Knuth, The Art of Computer Programming 3, 6.4).
    let slot = Math.imul(id, 0x9e3779b1) >>> this.#shift;
    while (slots[slot]! >= 0 && ids[slots[slot]!] !== id) slot = (slot + 1) & last;
    return slot;
  }

  /** Rehashes all ids into a table in which less than half of the slots are taken. */
  #spread(): void {
    let bits = 6;
    while (2 ** bits <= 2 * this.#size) bits++;
    this.#shift = 32 - bits;
    this.#slots = new Int32Array(2 ** bits).fill(-1);
    for (let number = 0; number < this.#size; number++) this.#slots[this.#slotOf(this.#ids[number]!)] = number;
  }
}
