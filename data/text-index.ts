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
  #size: number;
  /**
   * Two entries for each slot: the number of the text in it, −1 where it is empty, and the text's hash, which lies beside the number
   * because each place in memory that is looked at takes longer than the comparison. At most half of the slots are taken.
   */
  #slots = new Int32Array(0);

  /** @param texts distinct texts to start with, in order of their numbers; they are not copied. */
  constructor(texts: TextIds = { bytes: new Uint8Array(0), offsets: new Int32Array(1) }) {
    this.#bytes = texts.bytes;
    this.#offsets = texts.offsets;
    this.#size = texts.offsets.length - 1;
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
    this.#slots[slot] = number;
    this.#slots[slot + 1] = hash;
    this.#size++;
    if (4 * this.#size > this.#slots.length) this.#spread();
    return number;
  }

  #makeRoom(end: number): void {
    if (end > mostBytes) throw new RangeError('more than 2 GiB of distinct texts');
    if (end > this.#bytes.length)
      this.#bytes = grown(this.#bytes, new Uint8Array(Math.min(mostBytes, Math.max(4096, 2 * end))));
    if (this.#size + 1 === this.#offsets.length)
      this.#offsets = grown(this.#offsets, new Int32Array(Math.max(64, 2 * this.#size) + 1));
  }

  /** The place in the slots of a text, or the empty place where it would be inserted. */
  #slotOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const [slots, offsets, own] = [this.#slots, this.#offsets, this.#bytes];
    const last = slots.length - 1;
    let slot = (2 * hash) & last;
    for (let number = slots[slot]!; number >= 0; number = slots[slot]!) {
      if (slots[slot + 1] === hash) {
        const start = offsets[number]!;
        const end = offsets[number + 1]!;
        let same = end - start === to - from;
        for (let at = start, read = from; same && at < end; at++, read++) same = own[at] === bytes[read];
        if (same) return slot;
      }
      slot = (slot + 2) & last;
    }
    return slot;
  }

  /** Spreads all texts over a table of which at most a quarter is taken. */
  #spread(): void {
    const before = this.#slots;
    let places = 128;
    while (places < 8 * this.#size) places *= 2;
    this.#slots = new Int32Array(places).fill(-1);
    if (before.length > 0)
      for (let slot = 0; slot < before.length; slot += 2) {
        if (before[slot]! >= 0) this.#put(before[slot]!, before[slot + 1]!);
      }
    else
      for (let number = 0; number < this.#size; number++)
        this.#put(number, textHash(this.#bytes, this.#offsets[number]!, this.#offsets[number + 1]!));
  }

  #put(number: number, hash: number): void {
    const last = this.#slots.length - 1;
    let slot = (2 * hash) & last;
    while (this.#slots[slot]! >= 0) slot = (slot + 2) & last;
    this.#slots[slot] = number;
    this.#slots[slot + 1] = hash;
  }
}

function grown<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
