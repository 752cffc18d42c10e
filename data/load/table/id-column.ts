import { basename } from 'node:path';
import { usedIds } from '../../compact.js';
import { counted } from '../../count-text.js';
import { type Ids, idAt, idCount, isText, wholeNumber } from '../../ids.js';
import { shown } from '../../shown.js';
import { TextIndex } from '../../text-index.js';
import { Vocabulary } from '../../vocabulary.js';
import { encodeAscending } from '../encode-ascending.js';
import { type Column, GrowingColumn } from './column.js';
import { explainMissing, isMissing, isMissingAt } from './missing.js';
import { wholeNumberAt, withoutPointZero } from './whole-number.js';

const largestNumber = 2 ** 31 - 1;
/** So many texts are looked up together. */
const atOnce = 256;
/** The code of a missing id. */
const missing = -1;

/** Whether bytes hold a tab, a line break or the like: a damaged file does, no shop's id. */
function hasControlCharacter(bytes: DataView, from: number, to: number): boolean {
  let at = from;
  // Four bytes at once: taking 32 off sets the highest bit of a byte below it. 127 becomes 0 by ^, which is below 1.
  for (const last = to - 3; at < last; at += 4) {
    const word = bytes.getInt32(at);
    const deleted = word ^ 0x7f7f7f7f;
    const isBelow = ((word - 0x20202020) & ~word) | ((deleted - 0x01010101) & ~deleted);
    if ((isBelow & 0x80808080) !== 0) return true;
  }
  for (; at < to; at++) if (bytes.getUint8(at) < 32 || bytes.getUint8(at) === 127) return true;
  return false;
}

/** A column's distinct ids in ascending order, and the dense id of each row, −1 where it is missing. */
export interface EncodedIds {
  readonly vocabulary: Vocabulary;
  readonly dense: Int32Array;
}

/**
 * A column of ids. As long as all are whole numbers from 0 to 2³¹ − 1, their values are kept; with the first that is not, all become
 * texts, numbered in order of appearance. `7.0` is then a text of its own; among numbers it is 7. Rows that were refused in the end
 * do not count: if all others have numbers, the ids are numbers.
 */
export class IdColumn extends GrowingColumn<Int32Array> implements Column {
  readonly expected: string;
  #isOptional: boolean;
  #texts: TextIndex | undefined;
  /** 1 for each row whose number had `.0` behind it. */
  #hadPointZero: Uint8Array | undefined;
  /** The texts that wait: the rows that they belong to, and their places in the buffer. */
  #buffer: Uint8Array = new Uint8Array(0);
  #view = new DataView(this.#buffer.buffer);
  #waiting = 0;
  readonly #row = new Int32Array(atOnce);
  readonly #from = new Int32Array(atOnce);
  readonly #to = new Int32Array(atOnce);

  /** @param isOptional whether an id may be missing. */
  constructor(isOptional = false) {
    super(Int32Array);
    this.#isOptional = isOptional;
    this.expected = isOptional ? 'an id, or nothing' : 'an id: a number or a text';
  }

  explain(text: string): string | undefined {
    if (isMissing(text)) return this.#isOptional ? undefined : explainMissing(text);
    const bytes = new TextEncoder().encode(text);
    return hasControlCharacter(new DataView(bytes.buffer), 0, bytes.length)
      ? `holds a control character ("${shown(text)}")`
      : undefined;
  }

  read(bytes: Uint8Array, from: number, to: number, row: number): boolean {
    this.reserve(row);
    this.#forget(row);
    if (!this.#texts) {
      const end = withoutPointZero(bytes, from, to);
      const number = wholeNumberAt(bytes, from, end);
      if (number >= 0 && number <= largestNumber) {
        this.values[row] = number;
        if (end < to || this.#hadPointZero) this.#markPointZero(row, end < to);
        return true;
      }
    }
    if (isMissingAt(bytes, from, to)) {
      this.values[row] = missing;
      return this.#isOptional;
    }
    if (this.#buffer !== bytes) this.#useBuffer(bytes);
    if (hasControlCharacter(this.#view, from, to)) return false;
    this.#texts ??= this.#becomeTexts(row);
    this.#wait(from, to, row);
    return true;
  }

  isMissing(row: number): boolean {
    return this.values[row] === missing;
  }

  skip(row: number): void {
    this.reserve(row);
    this.#forget(row);
    this.values[row] = missing;
  }

  /** Drops a text of the row that waits: it was of a record that was refused. */
  #forget(row: number): void {
    if (this.#waiting > 0 && this.#row[this.#waiting - 1] === row) this.#waiting--;
  }

  /** Numbers the texts that wait. */
  flush(): void {
    if (this.#waiting === 0) return;
    this.#texts!.addAll(this.#buffer, this.#from, this.#to, this.#waiting);
    for (let i = 0; i < this.#waiting; i++) this.values[this.#row[i]!] = this.#from[i]!;
    this.#waiting = 0;
  }

  #useBuffer(bytes: Uint8Array): void {
    this.flush();
    this.#buffer = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Lets a text wait to be numbered together with others. */
  #wait(from: number, to: number, row: number): void {
    if (this.#waiting === atOnce) this.flush();
    this.#from[this.#waiting] = from;
    this.#to[this.#waiting] = to;
    this.#row[this.#waiting++] = row;
    this.values[row] = 0;
  }

  /** The ids of the first rows. */
  encode(rows: number): EncodedIds {
    this.flush();
    const dense = this.first(rows);
    if (this.#texts) {
      const used = usedIds(dense, new Vocabulary(this.#texts.texts));
      const numbers = numbersOf(used.vocabulary.ids);
      for (let row = 0; row < rows; row++) {
        if (dense[row]! < 0) continue;
        const id = used.dense[dense[row]!]!;
        dense[row] = numbers ? numbers[id]! : id;
      }
      if (!numbers) return { vocabulary: used.vocabulary, dense };
    }
    return { vocabulary: encodeAscending(dense), dense };
  }

  /** The ids of the first rows in order. None may be missing. */
  ids(rows: number): Ids {
    const { vocabulary, dense } = this.encode(rows);
    return vocabulary.take(dense).ids;
  }

  #markPointZero(row: number, had: boolean): void {
    if (!this.#hadPointZero || row >= this.#hadPointZero.length) {
      const grown = new Uint8Array(this.values.length);
      if (this.#hadPointZero) grown.set(this.#hadPointZero);
      this.#hadPointZero = grown;
    }
    this.#hadPointZero[row] = had ? 1 : 0;
  }

  /** Turns the numbers of the rows so far into texts. */
  #becomeTexts(rows: number): TextIndex {
    const texts = new TextIndex();
    const line = Buffer.alloc(16);
    for (let row = 0; row < rows; row++) {
      if (this.values[row] === missing) continue;
      const length = line.write(`${this.values[row]}${this.#hadPointZero?.[row] ? '.0' : ''}`, 'latin1');
      this.values[row] = texts.add(line, 0, length);
    }
    this.#hadPointZero = undefined;
    this.#texts = texts;
    return texts;
  }
}

/** The numbers that texts are, where all are whole numbers up to 2³¹ − 1 (`7.0` too). */
function numbersOf(ids: Ids): Int32Array | undefined {
  const numbers = new Int32Array(idCount(ids));
  for (let id = 0; id < numbers.length; id++) {
    const number = wholeNumber(String(idAt(ids, id)).replace(/\.0$/, ''));
    if (number === undefined) return undefined;
    numbers[id] = number;
  }
  return numbers;
}

/**
 * Remarks that ids are kept as texts where nearly all are numbers: a damaged id among them costs time and memory.
 * @param placeOf the file and the line of a row.
 */
export function remarkOnTexts(
  name: string,
  { vocabulary: { ids }, dense }: EncodedIds,
  placeOf: (row: number) => { file: string; line: number },
): string | undefined {
  if (!isText(ids)) return undefined;
  const isNumber = new Uint8Array(idCount(ids));
  let others = 0;
  for (let id = 0; id < isNumber.length; id++) {
    const number = wholeNumberAt(ids.bytes, ids.offsets[id]!, ids.offsets[id + 1]!);
    isNumber[id] = number >= 0 && number <= largestNumber ? 1 : 0;
    others += 1 - isNumber[id]!;
    if (100 * others > isNumber.length) return undefined;
  }
  const row = dense.findIndex((id) => id >= 0 && isNumber[id] === 0);
  const { file, line } = placeOf(row);
  return `${basename(file)}: ${name} is kept as text, which takes more time and memory than numbers: ${others} of ${counted(isNumber.length, 'id')} ${others === 1 ? 'is' : 'are'} no whole number up to ${largestNumber}, the first in line ${line} ("${shown(String(idAt(ids, dense[row]!)))}")`;
}
