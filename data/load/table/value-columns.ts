import { idAt } from '../../ids.js';
import { shown } from '../../shown.js';
import { TextIndex } from '../../text-index.js';
import { type Column, GrowingColumn } from './column.js';
import { explainMissing, isMissing, isMissingAt } from './missing.js';

const decoder = new TextDecoder();

/** A column of 0 and 1. */
export class FlagColumn extends GrowingColumn<Uint8Array> implements Column {
  readonly expected = '0 or 1';

  constructor() {
    super(Uint8Array);
  }

  explain(text: string): string | undefined {
    return /^[01]$/.test(text) ? undefined : `is neither 0 nor 1 ("${shown(text)}")`;
  }

  read(bytes: Uint8Array, from: number, to: number, row: number): boolean {
    this.reserve(row);
    this.values[row] = bytes[from]! - 48;
    return to - from === 1 && this.values[row]! <= 1;
  }

  at(row: number): number {
    return this.values[row]!;
  }

  skip(row: number): void {
    this.reserve(row);
    this.values[row] = 0;
  }
}

/** A column of texts with many repeats: a code each, and the distinct texts by code. That of a row without the column is ''. */
export class TextColumn extends GrowingColumn<Int32Array> implements Column {
  readonly expected = 'text';
  readonly texts = new TextIndex();

  constructor() {
    super(Int32Array);
  }

  explain(): undefined {
    return undefined;
  }

  read(bytes: Uint8Array, from: number, to: number, row: number): boolean {
    this.reserve(row);
    this.values[row] = this.texts.add(bytes, from, to);
    return true;
  }

  skip(row: number): void {
    this.read(new Uint8Array(0), 0, 0, row);
  }

  /** The code of a row's text in {@link texts}. */
  codeAt(row: number): number {
    return this.values[row]!;
  }

  /** The codes of the first rows, −1 where the text is missing: where all of it is such as `NULL`, not a word in it. */
  known(rows: number): Int32Array {
    const { bytes, offsets } = this.texts.texts;
    const known = Int32Array.from({ length: offsets.length - 1 }, (_, text) =>
      isMissingAt(bytes, offsets[text]!, offsets[text + 1]!) ? -1 : text,
    );
    return this.first(rows).map((text) => known[text]!);
  }

  at(row: number): string {
    return idAt(this.texts.texts, this.values[row]!) as string;
  }
}

/**
 * A column of numbers that may be missing (NaN), such as prices: `12.50`, `12,50`, `1.234,56`, `1,234.56` and `1e-05`. The comma of
 * `1,234` could mark thousands or a fraction, so it is wrong unless the decimal sign is given.
 */
export class NumberColumn extends GrowingColumn<Float64Array> implements Column {
  readonly expected = 'a number from 0 such as 12.50, or nothing';
  readonly #ifNegative: string;
  #decimal: '.' | ',' | undefined;

  /** @param ifNegative what may be behind a negative number, and what helps. */
  constructor(ifNegative = '') {
    super(Float64Array);
    this.#ifNegative = ifNegative;
  }

  /** Sets the decimal sign of the files to come, where it is known. */
  use(decimal: '.' | ',' | undefined): void {
    this.#decimal = decimal;
  }

  at(row: number): number {
    return this.values[row]!;
  }

  explain(text: string): string | undefined {
    if (isMissing(text)) return undefined;
    const number = this.#parse(text);
    if (number < 0) return `is negative (${shown(text)})${this.#ifNegative}`;
    if (!Number.isNaN(number)) return undefined;
    return /^\+?\d{1,3}[.,]\d{3}$/.test(text)
      ? `may be thousands or a fraction ("${text}"): a mapping’s "decimal" says which`
      : `is no number ("${shown(text)}")`;
  }

  read(bytes: Uint8Array, from: number, to: number, row: number): boolean {
    this.reserve(row);
    this.values[row] = Number.NaN;
    if (isMissingAt(bytes, from, to)) return true;
    this.values[row] = this.#parse(decoder.decode(bytes.subarray(from, to)));
    return this.values[row]! >= 0;
  }

  skip(row: number): void {
    this.reserve(row);
    this.values[row] = Number.NaN;
  }

  #parse(text: string): number {
    if (/^[+-]?\d+$/.test(text)) return Number(text);
    const sign = this.#decimal ?? decimalSign(text);
    if (sign === undefined) return Number.NaN;
    const group = sign === '.' ? ',' : '.';
    const number = forms[sign].test(text) ? Number(text.replaceAll(group, '').replace(sign, '.')) : Number.NaN;
    return Number.isFinite(number) ? number : Number.NaN;
  }
}

/** How numbers are written, by their decimal sign. */
const forms = {
  '.': /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(e[+-]?\d+)?$/i,
  ',': /^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?(e[+-]?\d+)?$/i,
} as const;

/** The decimal sign of a number with a point or comma in it; undefined where either is possible. */
function decimalSign(text: string): '.' | ',' | undefined {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const sign = text[last] as '.' | ',';
  const signs = text.replace(/[^.,]/g, '');
  if (signs.length > 1 && signs === sign.repeat(signs.length)) return sign === '.' ? ',' : '.'; // 1,234,567
  if (signs.length > 1) return sign;
  if (sign === '.') return '.'; // most files; 1.234 in a file with commas must be stated
  return /^\+?\d{1,3},\d{3}$/.test(text) ? undefined : ',';
}

/** A column of words with a meaning; others are wrong. */
export class WordColumn extends GrowingColumn<Uint8Array> implements Column {
  readonly expected: string;
  #codeOf: (word: string) => number | undefined = () => undefined;
  #fixed = 0;
  #words = new TextIndex();
  #codes: number[] = [];

  constructor(expected: string) {
    super(Uint8Array);
    this.expected = expected;
  }

  /**
   * Sets what the words of the files to come mean.
   * @param codeOf the code, up to 255, that a word stands for; undefined for an unknown word.
   * @param fixed the code of all rows of a file that lacks the column.
   */
  use(codeOf: (word: string) => number | undefined, fixed: number): void {
    this.#codeOf = codeOf;
    this.#fixed = fixed;
    this.#words = new TextIndex();
    this.#codes = [];
  }

  explain(text: string): string | undefined {
    if (this.#codeOf(text) !== undefined) return undefined;
    return isMissing(text) ? explainMissing(text) : `is no kind of event ("${shown(text)}")`;
  }

  read(bytes: Uint8Array, from: number, to: number, row: number): boolean {
    this.reserve(row);
    let word = this.#words.numberOf(bytes, from, to);
    if (word < 0) {
      const code = this.#codeOf(decoder.decode(bytes.subarray(from, to)));
      if (code === undefined) {
        this.skip(row); // else the word of a row that was left out would stand here
        return false;
      }
      word = this.#words.add(bytes, from, to);
      this.#codes[word] = code;
    }
    this.values[row] = this.#codes[word]!;
    return true;
  }

  skip(row: number): void {
    this.reserve(row);
    this.values[row] = this.#fixed;
  }

  at(row: number): number {
    return this.values[row]!;
  }
}
