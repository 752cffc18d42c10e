import type { TextIds } from './ids.js';
import { textHash } from './text-hash.js';

/** The most bytes that texts of one index can have: their places are 32-bit integers. */
const mostBytes = 2 ** 31 - 1;

/**
 * Numbers distinct texts 0, 1, 2 … in order of first appearance: what `IdIndex` does for whole numbers. Texts are looked up as bytes
 * of a file's buffer, without a string for each.
 */
export class TextIndex {
  #bytes: Uint8Array;
  #offsets: Int32Array;
  #hashes: Int32Array;
  #size: number;
  /** For each slot the number of the text in it, −1 where it is empty; at most half of them are taken. */
  #slots = new Int32Array(0);

  /** @param texts distinct texts to start with, in order of their numbers; they are not copied. */
  constructor(texts: TextIds = { bytes: new Uint8Array(0), offsets: new Int32Array(1) }) {
    this.#bytes = texts.bytes;
    this.#offsets = texts.offsets;
    this.#size = texts.offsets.length - 1;
    this.#hashes = new Int32Array(this.#size);
    for (let i = 0; i < this.#size; i++)
      this.#hashes[i] = textHash(texts.bytes, texts.offsets[i]!, texts.offsets[i + 1]!);
    this.#spread();
  }

  get size(): number {
    return this.#size;
  }

  /** The texts in order of their numbers; valid until the next `add`. */
  get texts(): TextIds {
    const offsets = this.#offsets.subarray(0, this.#size + 1);
    return { bytes: this.#bytes.subarray(0, offsets[this.#size]), offsets };
  }

  /** Returns the number of the text in `bytes` from `from` to `to`, −1 where it has none. */
  numberOf(bytes: Uint8Array, from: number, to: number): number {
    return this.#slots[this.#slotOf(bytes, from, to, textHash(bytes, from, to))]!;
  }

  /** Returns the number of a text; a new text receives the next one. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const hash = textHash(bytes, from, to);
    const slot = this.#slotOf(bytes, from, to, hash);
    const known = this.#slots[slot]!;
    if (known >= 0) return known;
    const number = this.#size;
    const start = this.#offsets[number]!;
    const end = start + to - from;
    this.#makeRoom(end);
    const own = this.#bytes;
    for (let at = start, read = from; read < to; at++, read++) own[at] = bytes[read]!;
    this.#offsets[number + 1] = end;
    this.#hashes[number] = hash;
    this.#slots[slot] = number;
    this.#size++;
    if (2 * this.#size > this.#slots.length) this.#spread();
    return number;
  }

  #makeRoom(end: number): void {
    if (end > mostBytes) throw new RangeError('more than 2 GiB of distinct texts');
    if (end > this.#bytes.length)
      this.#bytes = grown(this.#bytes, new Uint8Array(Math.min(mostBytes, Math.max(4096, 2 * end))));
    if (this.#size === this.#hashes.length) {
      const capacity = Math.max(64, 2 * this.#size);
      this.#hashes = grown(this.#hashes, new Int32Array(capacity));
      this.#offsets = grown(this.#offsets, new Int32Array(capacity + 1));
    }
  }

  /** The slot of a text, or the empty slot where it would be inserted. */
  #slotOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const [slots, hashes, offsets, own] = [this.#slots, this.#hashes, this.#offsets, this.#bytes];
    const last = slots.length - 1;
    let slot = hash & last;
    for (let number = slots[slot]!; number >= 0; number = slots[slot]!) {
      if (hashes[number] === hash) {
        const start = offsets[number]!;
        const end = offsets[number + 1]!;
        let same = end - start === to - from;
        for (let at = start, read = from; same && at < end; at++, read++) same = own[at] === bytes[read];
        if (same) return slot;
      }
      slot = (slot + 1) & last;
    }
    return slot;
  }

  /** Spreads all texts over a table of which at most a quarter is taken. */
  #spread(): void {
    let slots = 64;
    while (slots < 4 * this.#size) slots *= 2;
    const table = new Int32Array(slots).fill(-1);
    for (let number = 0; number < this.#size; number++) {
      let slot = this.#hashes[number]! & (slots - 1);
      while (table[slot]! >= 0) slot = (slot + 1) & (slots - 1);
      table[slot] = number;
    }
    this.#slots = table;
  }
}

function grown<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
