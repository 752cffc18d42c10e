import { isUtf8 } from 'node:buffer';

const [QUOTE, LF, CR, SPACE] = [34, 10, 13, 32];
/** The most fields of a record that are looked at; further ones are counted. */
const mostFields = 4096;

/** How the text of a file is cut into records and fields. */
export interface RecordFormat {
  /** One or two characters of ASCII. */
  readonly delimiter: string;
  /** Whether a field may be enclosed in quotes, and then hold delimiters, line breaks and, doubled, quotes (RFC 4180). */
  readonly hasQuotes: boolean;
}

/**
 * Cuts bytes into records and their fields, without making strings. A record is a line, or several where a quoted field holds line
 * breaks. A line with a quote that is never closed, or with text behind a closing quote, is a record on its own that is `isBroken`.
 * Spaces around a field that is not quoted do not belong to it.
 */
export class Records {
  /** Field `i` of the current record is the bytes `from[i] … to[i]`. */
  readonly from = new Int32Array(mostFields);
  readonly to = new Int32Array(mostFields);
  fields = 0;
  isBroken = false;
  /** The line at which the current record begins, from 1. */
  line = 1;
  bytes: Uint8Array = new Uint8Array(0);
  #start = 0;
  #end = 0;
  #next = 0;
  #size = 0;
  #lines = 1;
  /** The number of line breaks in the current record's fields. */
  #breaks = 0;
  /** The current record's bytes as they were, where doubled quotes in them were made single. */
  #original: Uint8Array | undefined;
  readonly #first: number;
  readonly #second: number;
  readonly #hasQuotes: boolean;

  constructor({ delimiter, hasQuotes }: RecordFormat) {
    this.#first = delimiter.charCodeAt(0);
    this.#second = delimiter.length > 1 ? delimiter.charCodeAt(1) : -1;
    this.#hasQuotes = hasQuotes;
  }

  /** The line at which the next record begins. */
  get nextLine(): number {
    return this.#lines;
  }

  /** The number of bytes that belong to no record yet. */
  get rest(): number {
    return this.#size - this.#next;
  }

  /** Adds the file's next bytes. Records read before are no longer valid. */
  feed(chunk: Uint8Array): void {
    const rest = this.rest;
    if (this.bytes.length < rest + chunk.length) {
      const bytes = new Uint8Array(2 * (rest + chunk.length));
      bytes.set(this.bytes.subarray(this.#next, this.#size));
      this.bytes = bytes;
    } else this.bytes.copyWithin(0, this.#next, this.#size);
    this.bytes.set(chunk, rest);
    this.#next = 0;
    this.#size = rest + chunk.length;
  }

  /** All bytes that were fed and belong to no record yet, without the last line if that is not whole. */
  wholeLines(isLast: boolean): Uint8Array {
    const end = isLast ? this.#size : this.bytes.lastIndexOf(LF, this.#size - 1) + 1;
    return this.bytes.subarray(this.#next, Math.max(this.#next, end));
  }

  /**
   * Reads the next record. Returns false where there is none, or not the whole of it before more bytes are fed.
   * @param isLast whether no more bytes come.
   */
  next(isLast: boolean): boolean {
    const size = this.#size;
    const bytes = this.bytes;
    this.#start = this.#next;
    if (this.#start === size) return false;
    this.fields = 0;
    this.isBroken = false;
    this.#breaks = 0;
    this.#original = undefined;
    const first = this.#first;
    let escapes = false;
    let at = this.#start;
    for (;;) {
      let from = at;
      let to: number;
      if (this.#hasQuotes && bytes[at] === QUOTE && at < size) {
        const close = this.#closing(at + 1, isLast);
        if (close === unknown) return false;
        if (close === broken) return this.#brokenLine(isLast);
        if (this.#hasEscape) escapes = true;
        from = at + 1;
        to = close;
        at = close + 1;
        if (bytes[at] === CR && at < size) at++;
      } else {
        for (; at < size; at++) {
          const byte = bytes[at]!;
          if (byte === LF || (byte === first && this.#isDelimiter(at))) break;
        }
        to = at;
        if (at === size && !isLast) return false;
        if (to > from && bytes[to - 1] === CR && (at === size || bytes[at] === LF)) to--;
        while (to > from && bytes[to - 1] === SPACE) to--;
        while (from < to && bytes[from] === SPACE) from++;
      }
      if (this.fields < mostFields) {
        this.from[this.fields] = from;
        this.to[this.fields] = to;
      }
      this.fields++;
      if (at >= size || bytes[at] === LF) break;
      at += this.#second < 0 ? 1 : 2;
    }
    this.#finish(at);
    if (escapes) this.#unescape();
    return true;
  }

  /** The current record's text as it stands in the file, without its last line break; read as Latin-1 where it is not UTF-8. */
  text(): string {
    const raw = this.raw();
    const end = raw.at(-1) === CR ? raw.length - 1 : raw.length;
    return Buffer.from(raw.buffer, raw.byteOffset, end).toString(isUtf8(raw) ? 'utf8' : 'latin1');
  }

  /** The current record's bytes. */
  raw(): Uint8Array {
    return this.#original ?? this.bytes.subarray(this.#start, this.#end);
  }

  /** The text of a field of the current record. */
  field(i: number): string {
    return Buffer.from(
      this.bytes.buffer,
      this.bytes.byteOffset + this.from[i]!,
      this.to[i]! - this.from[i]!,
    ).toString();
  }

  /** Whether the current record has `least` to `wanted` fields; a line may end with further delimiters and nothing between them. */
  hasFields(wanted: number, least = wanted): boolean {
    const { fields, from, to } = this;
    if (fields <= wanted) return fields >= least;
    for (let i = wanted; i < fields; i++) if (from[i] !== to[i]) return false;
    return true;
  }

  /** Whether the current record holds nothing: an empty line, or the delimiters of one that a spreadsheet has left behind. */
  get isEmpty(): boolean {
    return !this.isBroken && this.hasFields(0);
  }

  #finish(end: number): void {
    this.line = this.#lines;
    this.#lines += 1 + this.#breaks;
    this.#end = end;
    this.#next = Math.min(end + 1, this.#size);
  }

  /** Makes the line at which the record begins a record of its own. */
  #brokenLine(isLast: boolean): boolean {
    const end = this.bytes.indexOf(LF, this.#start);
    const isFound = end >= 0 && end < this.#size;
    if (!isFound && !isLast) return false;
    this.isBroken = true;
    this.#breaks = 0;
    this.#finish(isFound ? end : this.#size);
    return true;
  }

  #hasEscape = false;

  /** Whether a delimiter stands at a place, behind which there may be no more bytes. */
  #isDelimiter(at: number): boolean {
    if (this.bytes[at] !== this.#first) return false;
    return this.#second < 0 || (at + 1 < this.#size && this.bytes[at + 1] === this.#second);
  }

  /** The place of the quote that closes a field whose text begins at `from`; `broken` where there is none, `unknown` before more bytes. */
  #closing(from: number, isLast: boolean): number {
    const { bytes } = this;
    const size = this.#size;
    const end = Math.min(size, from + longestField);
    this.#hasEscape = false;
    let breaks = 0;
    for (let at = from; at < end; at++) {
      if (bytes[at] === LF) breaks++;
      if (bytes[at] !== QUOTE) continue;
      if (at + 2 >= size && !isLast) return unknown;
      if (at + 1 < size && bytes[at + 1] === QUOTE) {
        this.#hasEscape = true;
        at++;
        continue;
      }
      const isEnd =
        at + 1 >= size || bytes[at + 1] === LF || (bytes[at + 1] === CR && (at + 2 >= size || bytes[at + 2] === LF));
      if (!isEnd && !this.#isDelimiter(at + 1)) return broken;
      this.#breaks += breaks;
      return at;
    }
    return isLast || end < size ? broken : unknown;
  }

  /** Makes doubled quotes in the current record's fields single. */
  #unescape(): void {
    const { bytes } = this;
    this.#original = bytes.slice(this.#start, this.#end);
    for (let i = 0; i < Math.min(this.fields, mostFields); i++) {
      if (bytes[this.from[i]! - 1] !== QUOTE || this.from[i] === this.#start) continue;
      let end = this.from[i]!;
      for (let at = end; at < this.to[i]!; at++) {
        bytes[end++] = bytes[at]!;
        if (bytes[at] === QUOTE) at++;
      }
      this.to[i] = end;
    }
  }
}

const broken = -1;
const unknown = -2;
/** A quoted field longer than this was never closed. */
const longestField = 1 << 20;
