import { usedIds } from '../../compact.js';
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
function hasControlCharacter(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at]! < 32 || bytes[at] === 127) return true;
  return false;
}

/** Where the first id that is no whole number stands. */
interface FirstText {
  readonly file: string;
  readonly row: number;
  readonly text: string;
}

/**
 * A column of ids. As long as all are whole numbers from 0 to 2³¹ − 1, their values are kept; with the first that is not, all become
 * texts, numbered in order of appearance. `7.0` is then a text of its own; among numbers it is 7.
 */
export class IdColumn extends GrowingColumn<Int32Array> implements Column {
  readonly expected: string;
  #isOptional: boolean;
  #texts: TextIndex | undefined;
  /** 1 for each row whose number had `.0` behind it. */
  #hadPointZero: Uint8Array | undefined;
  /** The texts that wait: the rows that they belong to, and their places in the buffer. */
  #buffer: Uint8Array = new Uint8Array(0);
  #waiting = 0;
  readonly #row = new Int32Array(atOnce);
  readonly #from = new Int32Array(atOnce);
  readonly #to = new Int32Array(atOnce);
  #file = '';
  #first: FirstText | undefined;

  /** @param isOptional whether an id may be missing. */
  constructor(isOptional = false) {
    super(Int32Array);
    this.#isOptional = isOptional;
    this.expected = isOptional ? 'an id, or nothing' : 'an id: a number or a text';
  }

  explain(text: string): string | undefined {
    if (isMissing(text)) return this.#isOptional ? undefined : explainMissing(text);
    const bytes = Buffer.from(text);
    return hasControlCharacter(bytes, 0, bytes.length) ? `holds a control character ("${shown(text)}")` : undefined;
  }

  settle(_: readonly string[], file: string): void {
    this.#file = file;
  }

  read(bytes: Uint8Array, from: number, to: number, row: number): boolean {
    this.reserve(row);
    // A text of the same row that waits was of a record that was refused.
    if (this.#waiting > 0 && this.#row[this.#waiting - 1] === row) this.#waiting--;
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
    if (hasControlCharacter(bytes, from, to)) return false;
    this.#texts ??= this.#becomeTexts(row, bytes, from, to);
    this.#wait(bytes, from, to, row);
    return true;
  }

  isMissing(row: number): boolean {
    return this.values[row] === missing;
  }

  skip(row: number): void {
    this.reserve(row);
    this.values[row] = missing;
  }

  /** Numbers the texts that wait. */
  flush(): void {
    if (this.#waiting === 0) return;
    this.#texts!.addAll(this.#buffer, this.#from, this.#to, this.#waiting);
    for (let i = 0; i < this.#waiting; i++) this.values[this.#row[i]!] = this.#from[i]!;
    this.#waiting = 0;
  }

  /** Lets a text wait to be numbered together with others. */
  #wait(bytes: Uint8Array, from: number, to: number, row: number): void {
    if (this.#waiting === atOnce || this.#buffer !== bytes) this.flush();
    this.#buffer = bytes;
    this.#from[this.#waiting] = from;
    this.#to[this.#waiting] = to;
    this.#row[this.#waiting++] = row;
    this.values[row] = 0;
  }

  /** The column's ids in ascending order, those of the first rows alone, and the dense id of each row, −1 where it is missing. */
  encode(rows: number): { vocabulary: Vocabulary; dense: Int32Array } {
    const dense = this.first(rows);
    if (!this.#texts) return { vocabulary: encodeAscending(dense), dense };
    const used = usedIds(dense, new Vocabulary(this.#texts.texts));
    for (let row = 0; row < rows; row++) if (dense[row]! >= 0) dense[row] = used.dense[dense[row]!]!;
    return { vocabulary: used.vocabulary, dense };
  }

  /** The ids of the first rows in order. None may be missing. */
  ids(rows: number): Ids {
    const { vocabulary, dense } = this.encode(rows);
    return vocabulary.take(dense).ids;
  }

  /** Remarks that ids are kept as texts where nearly all are numbers: a damaged id among them costs time and memory. */
  remark(name: string, { ids }: Vocabulary): string | undefined {
    if (!this.#first || !isText(ids)) return undefined;
    let others = 0;
    for (let id = 0; id < idCount(ids); id++) if (wholeNumber(idAt(ids, id)) === undefined) others++;
    if (100 * others > idCount(ids)) return undefined;
    const { file, row, text } = this.#first;
    return `${file}: ${name} is kept as text, which takes more time and memory than numbers: ${others} of ${idCount(ids)} ids are no whole numbers up to ${largestNumber}, the first in data row ${row + 1} ("${shown(text)}")`;
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
  #becomeTexts(row: number, bytes: Uint8Array, from: number, to: number): TextIndex {
    this.#first = { file: this.#file, row, text: Buffer.from(bytes.subarray(from, to)).toString() };
    const texts = new TextIndex();
    const line = Buffer.alloc(16);
    for (let before = 0; before < row; before++) {
      if (this.values[before] === missing) continue;
      const length = line.write(`${this.values[before]}${this.#hadPointZero?.[before] ? '.0' : ''}`, 'latin1');
      this.values[before] = texts.add(line, 0, length);
    }
    this.#hadPointZero = undefined;
    this.#texts = texts;
    return texts;
  }
}
