/** Numbers for distinct doubles in the order they come, told apart by their bits: 0 and −0 are two, NaN is one. */
export class DoubleDictionary {
  readonly values = new Float64Array(mostDistinct);
  size = 0;
  /** Open addressing: 0 for a free slot, else the number of a value and 1. */
  readonly #slots = new Uint16Array(4 * mostDistinct);
  readonly #words = new Uint32Array(this.values.buffer);
  readonly #one = new Float64Array(1);
  readonly #bits = new Uint32Array(this.#one.buffer);

  /** A value's number; −1 for a new value where there is no room. */
  codeOf(value: number): number {
    this.#one[0] = value;
    const low = this.#bits[0]!;
    const high = this.#bits[1]!;
    const mask = this.#slots.length - 1;
    let slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 0;
    for (slot = (slot ^ (slot >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const code = this.#slots[slot]! - 1;
      if (code < 0) break;
      if (this.#words[2 * code] === low && this.#words[2 * code + 1] === high) return code;
    }
    if (this.size === mostDistinct) return -1;
    this.values[this.size++] = value;
    this.#slots[slot] = this.size;
    return this.size - 1;
  }
}

/** With more distinct values than this a dictionary would save little. */
export const mostDistinct = 4096;
