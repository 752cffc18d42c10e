import { codePage } from './code-page.js';
import { deltaPage } from './delta-page.js';
import { DoubleDictionary } from './dictionary.js';
import { compactStruct, type Value } from './thrift.js';

/** Text that occurs again and again: row `i` is `labels[codes[i]]`. */
export interface TextColumn {
  readonly codes: Uint8Array | Int32Array;
  readonly labels: readonly string[];
}

/** Rows of one column; the kind of array decides the Parquet type. */
export type ParquetColumn = Int32Array | Float64Array | TextColumn;

const encodings = { plain: 0, rle: 3, delta: 5, dictionary: 8 } as const;
type Encoding = (typeof encodings)[keyof typeof encodings];

/** One column of a row group as it stands in the file, and what the file's end has to say of it. */
export interface ColumnChunk {
  readonly bytes: readonly Uint8Array[];
  readonly size: number;
  readonly values: number;
  readonly encodings: readonly Encoding[];
  /** Bytes of the dictionary's page, which comes first; 0 where there is none. */
  readonly dictionarySize: number;
}

/** Takes a column's rows block by block, a page each, and gives them as a chunk of a row group. */
export interface ColumnWriter {
  /** Parquet's number for the type. */
  readonly type: number;
  readonly isText: boolean;
  add(column: ParquetColumn): void;
  /** The rows since the last call. */
  take(): ColumnChunk;
}

/** A writer for columns of the same kind as this one. */
export function columnWriter(column: ParquetColumn): ColumnWriter {
  if (column instanceof Int32Array) return new IntWriter();
  return column instanceof Float64Array ? new DoubleWriter() : new TextWriter();
}

const pageTypes = { data: 0, dictionary: 2 } as const;

abstract class PageWriter {
  #pages: Uint8Array[] = [];
  #values = 0;
  readonly #encodings = new Set<Encoding>();

  protected page(encoding: Encoding, values: number, bytes: Uint8Array): void {
    const header = headerOf(pageTypes.data, bytes, 5, [
      [1, values],
      [2, encoding],
      [3, encodings.rle],
      [4, encodings.rle],
    ]);
    this.#pages.push(header, bytes);
    this.#values += values;
    this.#encodings.add(encoding);
  }

  /** @param dictionary the distinct values, plainly encoded, where a page refers to them. */
  protected chunk(dictionary?: { readonly values: number; readonly bytes: Uint8Array }): ColumnChunk {
    const first = dictionary ? [dictionaryHeader(dictionary), dictionary.bytes] : [];
    const bytes = [...first, ...this.#pages];
    const chunk = {
      ...{ bytes, size: sizeOf(bytes), values: this.#values, dictionarySize: sizeOf(first) },
      encodings: [...this.#encodings, ...(dictionary ? [encodings.plain] : [])],
    };
    this.#pages = [];
    this.#values = 0;
    this.#encodings.clear();
    return chunk;
  }
}

class IntWriter extends PageWriter implements ColumnWriter {
  readonly type = 1;
  readonly isText = false;

  add(column: Int32Array): void {
    this.page(encodings.delta, column.length, deltaPage(column));
  }

  take(): ColumnChunk {
    return this.chunk();
  }
}

class DoubleWriter extends PageWriter implements ColumnWriter {
  readonly type = 5;
  readonly isText = false;
  #dictionary = new DoubleDictionary();
  #isUsed = false;

  add(column: Float64Array): void {
    const codes = this.#codesOf(column);
    if (codes) {
      this.page(encodings.dictionary, codes.length, codePage(codes));
      this.#isUsed = true;
    } else this.page(encodings.plain, column.length, new Uint8Array(column.slice().buffer));
  }

  /** Undefined where values are too many, or mostly new: then their bytes are shorter. */
  #codesOf(column: Float64Array): Uint32Array | undefined {
    const codes = new Uint32Array(column.length);
    const most = this.#dictionary.size + column.length / 4;
    for (let i = 0; i < column.length; i++) {
      const code = this.#dictionary.codeOf(column[i]!);
      if (code < 0 || this.#dictionary.size > most) return undefined;
      codes[i] = code;
    }
    return codes;
  }

  take(): ColumnChunk {
    const { values, size } = this.#dictionary;
    const bytes = new Uint8Array(values.slice(0, size).buffer);
    const chunk = this.chunk(this.#isUsed ? { values: size, bytes } : undefined);
    this.#dictionary = new DoubleDictionary();
    this.#isUsed = false;
    return chunk;
  }
}

class TextWriter extends PageWriter implements ColumnWriter {
  readonly type = 6;
  readonly isText = true;
  #places = new Map<string, number>();

  add({ codes, labels }: TextColumn): void {
    const placeOf = new Int32Array(labels.length).fill(-1); // labels that no row has stay out
    const places = new Uint32Array(codes.length);
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!;
      if (placeOf[code] === -1) placeOf[code] = this.#placeOf(labels[code]!);
      places[row] = placeOf[code]!;
    }
    this.page(encodings.dictionary, places.length, codePage(places));
  }

  #placeOf(label: string): number {
    const place = this.#places.get(label) ?? this.#places.size;
    this.#places.set(label, place);
    return place;
  }

  take(): ColumnChunk {
    const texts = [...this.#places.keys()].flatMap((label) => {
      const text = Buffer.from(label);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      return [length, text];
    });
    const chunk = this.chunk({ values: this.#places.size, bytes: Buffer.concat(texts) });
    this.#places = new Map();
    return chunk;
  }
}

const sizeOf = (bytes: readonly Uint8Array[]): number => bytes.reduce((sum, { length }) => sum + length, 0);

const dictionaryHeader = ({ values, bytes }: { readonly values: number; readonly bytes: Uint8Array }): Buffer =>
  headerOf(pageTypes.dictionary, bytes, 7, [
    [1, values],
    [2, encodings.plain],
  ]);

/** The header before a page's bytes, with what the kind of page says of itself as field `id`. */
const headerOf = (type: number, bytes: Uint8Array, id: number, own: readonly (readonly [number, Value])[]): Buffer =>
  compactStruct([
    [1, type],
    [2, bytes.length],
    [3, bytes.length],
    [id, { struct: own }],
  ]);
