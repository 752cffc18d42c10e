import { concat } from './concat.js';
import { InputError } from './errors.js';
import { textHash } from './text-hash.js';

/** An id as the shop writes it: a whole number from 0 to 2³¹ − 1 is a number, anything else a text. */
export type Id = number | string;

/** Texts stored end to end: text `i` is the UTF-8 bytes `offsets[i] … offsets[i + 1]`. */
export interface TextIds {
  readonly bytes: Uint8Array;
  /** Length: number of texts + 1. */
  readonly offsets: Int32Array;
}

/**
 * A column of a shop's ids. Where all are whole numbers from 0 to 2³¹ − 1 they take four bytes each; otherwise all are texts,
 * numbers among them included. `NaN`, spaces and the like are no ids: whoever reads them decides.
 */
export type Ids = Int32Array | TextIds;

export const isText = (ids: Ids): ids is TextIds => !(ids instanceof Int32Array);

export const idCount = (ids: Ids): number => (isText(ids) ? ids.offsets.length - 1 : ids.length);

// Without the option an id's first character would be taken off where it is U+FEFF.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** The id at a position. */
export const idAt = (ids: Ids, position: number): Id =>
  isText(ids) ? decoder.decode(ids.bytes.subarray(ids.offsets[position]!, ids.offsets[position + 1]!)) : ids[position]!;

/** All ids in order. */
export const idList = (ids: Ids): Id[] => Array.from({ length: idCount(ids) }, (_, position) => idAt(ids, position));

/** The most bytes of a column of texts: their places are 32-bit integers. */
export const mostTextBytes = 2 ** 31 - 1;

/** @throws InputError for more bytes than a column of texts can have. */
export function assertFits(bytes: number, most = mostTextBytes): void {
  if (bytes > most)
    throw new InputError('more than 2 GiB of texts', {}, 'shorter texts, fewer of them, or the log in several parts');
}

/** The largest id that is stored as a number. */
const largestNumber = 2 ** 31 - 1;

/** The number that an id is, if it is written as a whole number from 0 to 2³¹ − 1 is (`7`, not `07` or `7.0`). */
export function wholeNumber(id: Id): number | undefined {
  if (typeof id === 'string' && !/^(0|[1-9][0-9]{0,9})$/.test(id)) return undefined;
  const number = Number(id);
  return Number.isInteger(number) && number >= 0 && number <= largestNumber ? number : undefined;
}

/** A column of the given ids: of numbers where all of them are whole numbers. */
export function idsOf(list: readonly Id[]): Ids {
  const numbers = list.map(wholeNumber);
  return numbers.every((number) => number !== undefined) ? Int32Array.from(numbers) : textsOf(list.map(String));
}

function textsOf(texts: readonly string[]): TextIds {
  const encoded = texts.map((text) => encoder.encode(text));
  assertFits(encoded.reduce((sum, { length }) => sum + length, 0));
  const offsets = new Int32Array(texts.length + 1);
  for (let i = 0; i < encoded.length; i++) offsets[i + 1] = offsets[i]! + encoded[i]!.length;
  const bytes = new Uint8Array(offsets[texts.length]!);
  for (let i = 0; i < encoded.length; i++) bytes.set(encoded[i]!, offsets[i]!);
  return { bytes, offsets };
}

/** The same ids as texts. */
export const asTexts = (ids: Ids): TextIds => (isText(ids) ? ids : textsOf(Array.from(ids, String)));

/** Copies the ids at the given positions, in that order. @throws InputError where their texts have more than 2 GiB together. */
export function takeIds(ids: Ids, positions: ArrayLike<number>): Ids {
  const count = positions.length;
  if (!isText(ids)) {
    const taken = new Int32Array(count);
    for (let i = 0; i < count; i++) taken[i] = ids[positions[i]!]!;
    return taken;
  }
  const offsets = new Int32Array(count + 1);
  let end = 0;
  for (let i = 0; i < count; i++) {
    end += ids.offsets[positions[i]! + 1]! - ids.offsets[positions[i]!]!;
    offsets[i + 1] = end;
  }
  assertFits(end);
  const bytes = new Uint8Array(offsets[count]!);
  for (let i = 0, next = 0; i < count; i = next) {
    next = i + 1;
    while (next < count && positions[next] === positions[next - 1]! + 1) next++;
    // Neighbours are copied together: most of the time goes into the calls.
    bytes.set(ids.bytes.subarray(ids.offsets[positions[i]!]!, ids.offsets[positions[next - 1]! + 1]!), offsets[i]!);
  }
  return { bytes, offsets };
}

/** The ids of both columns, the first's before the second's. @throws InputError where their texts have more than 2 GiB together. */
export function concatIds(first: Ids, second: Ids): Ids {
  if (!isText(first) && !isText(second)) return concat(Int32Array, first, second);
  const [a, b] = [asTexts(first), asTexts(second)];
  const start = a.offsets.at(-1)!;
  assertFits(start + b.offsets.at(-1)!);
  return {
    bytes: concat(Uint8Array, a.bytes.subarray(0, start), b.bytes.subarray(0, b.offsets.at(-1)!)),
    offsets: concat(
      Int32Array,
      a.offsets,
      b.offsets.subarray(1).map((offset) => offset + start),
    ),
  };
}

/** A 32-bit integer to seed draws about an id: the number itself, or a hash of the text. */
export const idSeed = (ids: Ids, position: number): number =>
  isText(ids) ? textHash(ids.bytes, ids.offsets[position]!, ids.offsets[position + 1]!) : ids[position]!;

/** Compares two ids of a column: numbers by value, texts by their bytes, which is by code points. */
export function compareIds(ids: Ids, a: number, b: number): number {
  if (!isText(ids)) return ids[a]! - ids[b]!;
  const { bytes, offsets } = ids;
  const [startA, startB] = [offsets[a]!, offsets[b]!];
  const [lengthA, lengthB] = [offsets[a + 1]! - startA, offsets[b + 1]! - startB];
  const shorter = Math.min(lengthA, lengthB);
  for (let i = 0; i < shorter; i++) {
    const difference = bytes[startA + i]! - bytes[startB + i]!;
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}
