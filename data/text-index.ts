import { assertFits, mostTextBytes, type TextIds } from './ids.js';
import { textHash } from './text-hash.js';

/**
 * Numbers distinct texts 0, 1, 2 … in order of first appearance: what `IdIndex` does for whole numbers. Texts are looked up as bytes
 * of a file's buffer, without a string for each.
 */
export class TextIndex {
  #bytes: Uint8Array;
  #offsets: Int32Array;
  #size: number;
  readonly #mostBytes: number;
  /**
   * Four entries for each slot: the number of the text in it, −1 where it is empty, its hash, and where its bytes begin and end. They
   * lie together because each place in memory that is looked at takes longer than the comparison. At most half of the slots are taken.
   */
  #slots = new Int32Array(0);

  /**
   * @param texts distinct texts to start with, in order of their numbers; they are not copied.
   * @param mostBytes the most that they and those to come may have together.
   */
  constructor(texts: TextIds = { bytes: new Uint8Array(0), offsets: new Int32Array(1) }, mostBytes = mostTextBytes) {
    this.#mostBytes = mostBytes;
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

  /** Returns the number of a text; a new text receives the next one. @throws InputError for one that does not fit. */
  add(bytes: Uint8Array, from: number, to: number): number {
    return this.#add(bytes, from, to, textHash(bytes, from, to));
  }

  /**
   * Adds the first `count` texts `from[i] … to[i]` of a buffer, and replaces `from[i]` by the text's number.
   *
   * The slots and bytes of all are looked at before any is compared: the processor then fetches many of them from memory at once,
   * where it would wait for one after the other.
   */
  addAll(bytes: Uint8Array, from: Int32Array, to: Int32Array, count: number): void {
    if (this.#hashes.length < count) this.#hashes = new Int32Array(count);
    const [hashes, slots, own] = [this.#hashes, this.#slots, this.#bytes];
    const last = slots.length - 1;
    for (let i = 0; i < count; i++) hashes[i] = textHash(bytes, from[i]!, to[i]!);
    let seen = 0;
    for (let i = 0; i < count; i++) seen += slots[((4 * hashes[i]!) & last) + 2]!;
    for (let i = 0; i < count; i++) {
      const start = slots[((4 * hashes[i]!) & last) + 2]!;
      if (start >= 0) seen += own[start]!;
    }
    this.lookedAt = seen;
    for (let i = 0; i < count; i++) from[i] = this.#add(bytes, from[i]!, to[i]!, hashes[i]!);
  }

  #hashes = new Int32Array(0);
  /** What was looked at: a sum that is not kept would not be computed. */
  protected lookedAt = 0;

  #add(bytes: Uint8Array, from: number, to: number, hash: number): number {
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
    this.#fill(slot, number, hash);
    this.#size++;
    if (8 * this.#size > this.#slots.length) this.#spread();
    return number;
  }

  #makeRoom(end: number): void {
    assertFits(end, this.#mostBytes);
    if (end > this.#bytes.length)
      this.#bytes = grown(this.#bytes, new Uint8Array(Math.min(this.#mostBytes, Math.max(4096, 2 * end))));
    if (this.#size + 1 === this.#offsets.length)
      this.#offsets = grown(this.#offsets, new Int32Array(Math.max(64, 2 * this.#size) + 1));
  }

  /** The place in the slots of a text, or the empty place where it would be inserted. */
  #slotOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const [slots, own] = [this.#slots, this.#bytes];
    const last = slots.length - 1;
    const length = to - from;
    let slot = (4 * hash) & last;
    for (; slots[slot]! >= 0; slot = (slot + 4) & last) {
      if (slots[slot + 1] !== hash) continue;
      const start = slots[slot + 2]!;
      if (slots[slot + 3]! - start !== length) continue;
      let at = 0;
      while (at < length && own[start + at] === bytes[from + at]) at++;
      if (at === length) return slot;
    }
    return slot;
  }

  /** Spreads all texts over a table of which at most a quarter is taken. */
  #spread(): void {
    const before = this.#slots;
    let places = 256;
    while (places < 16 * this.#size) places *= 2;
    this.#slots = new Int32Array(places).fill(-1);
    if (before.length > 0) {
      for (let slot = 0; slot < before.length; slot += 4)
        if (before[slot]! >= 0) this.#put(before[slot]!, before[slot + 1]!);
    } else
      for (let number = 0; number < this.#size; number++)
        this.#put(number, textHash(this.#bytes, this.#offsets[number]!, this.#offsets[number + 1]!));
  }

  #put(number: number, hash: number): void {
    const last = this.#slots.length - 1;
    let slot = (4 * hash) & last;
    while (this.#slots[slot]! >= 0) slot = (slot + 4) & last;
    this.#fill(slot, number, hash);
  }

  #fill(slot: number, number: number, hash: number): void {
    this.#slots[slot] = number;
    this.#slots[slot + 1] = hash;
    this.#slots[slot + 2] = this.#offsets[number]!;
    this.#slots[slot + 3] = this.#offsets[number + 1]!;
  }
}

function grown<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
