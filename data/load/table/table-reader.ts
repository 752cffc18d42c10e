import { isUtf8 } from 'node:buffer';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Reject } from '../../dataset.js';
import { InputError } from '../../errors.js';
import { type FileLines, LineRuns, lineOf } from '../../file-lines.js';
import { type BadRow, refuseBadRows, refuseHopeless } from './bad-rows.js';
import type { Column } from './column.js';
import { explainRow } from './explain-row.js';
import { utf8Bytes } from './file-bytes.js';
import { Records } from './records.js';
import { delimiterOf, type Header, placesWithoutHeader, readHeader } from './table-header.js';
import { nameIn, namesOf, type TableLayout } from './table-layout.js';
import { EmptyFile, UnreadableFile } from './unreadable-file.js';
import { wholeNumberAt } from './whole-number.js';

const [LF, CR] = [10, 13];
/** The longest line, in bytes. */
const longestLine = 2_000_000;
/** Rows by whose fields a column settles how it reads a file, and the bytes among which they are looked for. */
const [sampleRows, sampleBytes] = [1000, 1 << 20];

/** The file that a table was made of. */
export interface Original {
  readonly path: string;
  /** Lines that could not be made into rows. */
  readonly bad: readonly BadRow[];
}

/** What was read of one file. */
export interface ReadFile {
  /** Its data rows, including bad and empty ones. */
  readonly rows: number;
  /** The lines at which they begin. */
  readonly lines: FileLines;
  /** Names in its header that are not read. */
  readonly unused: readonly string[];
}

/**
 * Reads table files, one after another, into the columns of their layouts: files with the same columns share them. A field at a
 * time is read from the bytes; strings are made for what is wrong alone.
 */
export class TableReader {
  /** Rows that were kept: the columns have a value for each. */
  size = 0;
  /** Data rows over all files, including bad and empty ones. */
  rows = 0;
  readonly rejects: Reject[] = [];
  /** Rows of the current file that its layout leaves out. */
  #left = 0;
  #row = new Int32Array(1024);
  /** The files that were read, and the first data row of each. */
  readonly #files: { readonly path: string; readonly first: number; readonly lines: FileLines }[] = [];
  readonly #maxRejects: number;

  /** @param maxRejects the largest share of bad rows, in a file and in each kind of its rows, that are set aside as rejects. */
  constructor(maxRejects: number) {
    this.#maxRejects = maxRejects;
  }

  /** The data row, over all files from 0, of each row that was kept. */
  get row(): Int32Array {
    return this.#row.slice(0, this.size);
  }

  /** The file and the line of a row that was kept. */
  placeOf(kept: number): { readonly file: string; readonly line: number } {
    const row = this.#row[kept]!;
    const { path, first, lines } = this.#files.findLast((file) => file.first <= row)!;
    return { file: path, line: lineOf(lines, row - first) };
  }

  /**
   * Reads a file, whole or, where an error is thrown, not at all. All its fields are checked; lines keep their numbers and texts even
   * if they are damaged.
   * @param original the file that `file` is a copy of in another format, which messages name, and its lines that could not be copied.
   * @throws EmptyFile for a file without rows.
   * @throws InputError for a wrong header.
   * @throws UnreadableFile for a line that does not end, or too many bad rows.
   */
  async read(file: string, layout: TableLayout, original: Original = { path: file, bad: [] }): Promise<ReadFile> {
    const { rows, size } = this;
    try {
      return await this.#read(new FileReader(file, layout, original.path), layout, original);
    } catch (error) {
      Object.assign(this, { rows, size });
      throw error;
    }
  }

  async #read(reading: FileReader, layout: TableLayout, { path, bad: lost }: Original): Promise<ReadFile> {
    settleConstants(layout, path);
    const { rows: before, size } = this;
    const runs = new LineRuns();
    const ofTable: BadRow[] = [];
    let row: Row | undefined;
    this.#left = 0;
    for await (const { records, header, isText } of reading.batches()) {
      row ??= rowOf(header, layout, path);
      this.#readRecords(records, row, { isText, isLast: reading.isLast, bad: ofTable, runs });
      refuseHopeless(path, ofTable, this.rows - before, this.#maxRejects);
      await setImmediate(); // lets other work and an abort have their turn
    }
    const rows = this.rows - before;
    if (reading.isEmpty) throw new EmptyFile('is empty', { file: path }, firstLine(layout));
    const bad = [...lost, ...ofTable].sort((a, b) => a.line - b.line);
    const all = rows + lost.length;
    refuseBadRows(path, layout, bad, { rows: all, keptFrom: size, keptTo: this.size, maxRejects: this.#maxRejects });
    if (this.size === size && this.#left === 0) {
      const Refusal = bad.length === 0 ? EmptyFile : InputError;
      throw new Refusal('holds no row that can be read', { file: path }, firstLine(layout));
    }
    for (const { line, reason, text } of bad)
      this.rejects.push({ file: basename(path), line, rule: 'bad-row', reason, text });
    const { lines } = runs;
    this.#files.push({ path, first: before, lines });
    return { rows, lines, unused: reading.unused };
  }

  /** Reads all records that are whole. */
  #readRecords(records: Records, row: Row, { isText, isLast, bad, runs }: Batch): void {
    const { header, layout } = row;
    const kind = layout.kinds && header.placeOf.get(layout.kinds.column);
    while (records.next(isLast)) {
      const number = this.rows++;
      const line = originalLine(records, header);
      runs.add(line);
      if (records.isEmpty) continue;
      const found = readRow(records, row, isText, this.size);
      if (found === right) this.#keep(number);
      else if (found === leftOut) this.#left++;
      else {
        const word = kind === undefined || records.isBroken || kind >= records.fields ? undefined : records.field(kind);
        bad.push({ ...explainRow(records, header, layout), line, text: records.text(), word });
      }
    }
    flush(row);
  }

  #keep(row: number): void {
    if (this.size === this.#row.length) {
      const grown = new Int32Array(Math.ceil(1.5 * this.size));
      grown.set(this.#row);
      this.#row = grown;
    }
    this.#row[this.size++] = row;
  }
}

/** Lets columns look at the one text that they have in a file. @throws InputError for one that is wrong. */
function settleConstants({ constants = [] }: TableLayout, path: string): void {
  for (const { name, column, text } of constants) {
    column.settle?.([text]);
    const wrong = column.explain(text);
    if (wrong !== undefined) throw new InputError(`${name} ${wrong}`, { file: path }, column.expected);
  }
}

/** The line of the current record: its own, or that of the file that its table was made of. */
const originalLine = ({ bytes, from, to, line, isBroken }: Records, { linePlace }: Header): number =>
  linePlace === undefined || isBroken ? line : wholeNumberAt(bytes, from[linePlace]!, to[linePlace]!);

/** Records that are read together. */
interface Batch {
  readonly isText: boolean;
  /** Whether the file ends with them. */
  readonly isLast: boolean;
  readonly bad: BadRow[];
  readonly runs: LineRuns;
}

/** How a row of a file is read. */
interface Row {
  readonly header: Header;
  readonly layout: TableLayout;
  /** The columns that the file has: first those that tell which rows are left out. */
  readonly columns: readonly Column[];
  readonly places: readonly number[];
  readonly telling: number;
  readonly absent: readonly Column[];
  readonly constants: readonly { readonly column: Column; readonly bytes: Uint8Array }[];
  /** Throws an error of column `i` with its place. */
  readonly refuse: (error: unknown, i: number) => never;
}

function rowOf(header: Header, layout: TableLayout, path: string): Row {
  const entries = Object.entries(layout.columns);
  const isTelling = ([name]: readonly [string, Column]) => layout.leftOut?.columns.includes(name) ?? false;
  const found = entries.filter(([name]) => header.placeOf.has(name));
  const present = [...found.filter(isTelling), ...found.filter((entry) => !isTelling(entry))];
  const missing = entries.filter(([name]) => !header.placeOf.has(name)).map(([, column]) => column);
  return {
    ...{ header, layout },
    columns: present.map(([, column]) => column),
    places: present.map(([name]) => header.placeOf.get(name)!),
    telling: found.filter(isTelling).length,
    absent: [...missing, ...(layout.absent ?? [])],
    constants: layout.constants?.map(({ column, text }) => ({ column, bytes: Buffer.from(text) })) ?? [],
    refuse: (error, i) => refuseColumn(error, path, nameIn(layout, present[i]![0])),
  };
}

/** What a row turned out to be. */
const [right, wrong, leftOut] = [0, 1, 2];

function readRow(records: Records, row: Row, isText: boolean, at: number): number {
  const { header, layout, absent, constants } = row;
  for (const column of absent) column.skip(at);
  for (const { column, bytes } of constants) column.read(bytes, 0, bytes.length, at);
  const isTold = readTelling(records, row, at);
  if (layout.leftOut?.is(at)) return leftOut;
  const isRight =
    isTold &&
    (isText || isUtf8(records.raw())) &&
    records.hasFields(header.fields, header.named) &&
    readFields(records, row, at);
  return isRight && (!layout.rule || layout.rule.holds(at)) ? right : wrong;
}

/** Reads the columns that tell whether a row is left out, of a record of any form. Returns whether all are right. */
function readTelling(records: Records, { columns, places, telling }: Row, row: number): boolean {
  const { bytes, from, to, isBroken, fields } = records;
  let isRight = !isBroken;
  for (let i = 0; i < telling; i++)
    if (isBroken || places[i]! >= fields) columns[i]!.skip(row);
    else if (!columns[i]!.read(bytes, from[places[i]!]!, to[places[i]!]!, row)) isRight = false;
  return isRight;
}

/** Reads the other columns. Returns whether all are right. */
function readFields({ bytes, from, to }: Records, { columns, places, telling, refuse }: Row, row: number): boolean {
  let i = telling;
  try {
    for (; i < columns.length; i++) if (!columns[i]!.read(bytes, from[places[i]!]!, to[places[i]!]!, row)) return false;
    return true;
  } catch (error) {
    return refuse(error, i);
  }
}

function flush({ columns, constants, refuse }: Row): void {
  for (const [i, column] of columns.entries())
    try {
      column.flush?.();
    } catch (error) {
      refuse(error, i);
    }
  for (const { column } of constants) column.flush?.();
}

/** @throws the error with its place, where a column can hold no more. */
function refuseColumn(error: unknown, file: string, column: string): never {
  throw error instanceof InputError ? new InputError(error.what, { file, column }, error.expected) : error;
}

const firstLine = (layout: TableLayout) =>
  layout.header === true ? `the header ${namesOf(layout)}, then rows` : `rows of ${namesOf(layout)}`;

/** Cuts one file into records, finds its columns, and lets them settle. */
class FileReader {
  isEmpty = true;
  isLast = false;
  unused: readonly string[] = [];
  readonly #file: string;
  /** The file's name in messages. */
  readonly #path: string;
  readonly #layout: TableLayout;

  constructor(file: string, layout: TableLayout, path: string) {
    this.#file = file;
    this.#path = path;
    this.#layout = layout;
  }

  /** Yields the file's records whenever more of them are there, and whether their bytes are UTF-8. */
  async *batches(): AsyncGenerator<{ records: Records; header: Header; isText: boolean }> {
    const layout = this.#layout;
    const start: Uint8Array[] = [];
    let startBytes = 0;
    let read: { records: Records; header: Header } | undefined;
    for await (const chunk of utf8Bytes(this.#file, layout.encoding ?? 'utf-8')) {
      if (!read) {
        start.push(chunk);
        startBytes += chunk.length;
        if (startBytes < sampleBytes) continue;
        read = this.#begin(Buffer.concat(start), false);
      } else read.records.feed(chunk);
      yield { ...read, isText: isUtf8(read.records.wholeLines(false)) };
      if (read.records.rest > longestLine && read.records.wholeLines(false).length === 0)
        throw new UnreadableFile(
          'a line is longer than 2 MB',
          { file: this.#path, line: read.records.nextLine },
          'a text table',
        );
    }
    this.isLast = true;
    this.isEmpty = startBytes === 0;
    if (this.isEmpty) return;
    read ??= this.#begin(Buffer.concat(start), true);
    yield { ...read, isText: isUtf8(read.records.wholeLines(true)) };
  }

  /** Reads the header in a file's first bytes, and lets the columns look at the first rows. */
  #begin(start: Uint8Array, isWhole: boolean): { records: Records; header: Header } {
    const layout = this.#layout;
    const firstEnd = start.indexOf(LF);
    const strayEnd = start.indexOf(CR);
    if (firstEnd < 0 && strayEnd >= 0 && strayEnd < start.length - 1)
      throw new InputError(
        'ends its lines with CR alone',
        { file: this.#path, line: 1 },
        'lines that end with LF, or CR and LF',
      );
    const first = Buffer.from(firstEnd < 0 ? start : start.subarray(0, firstEnd)).toString();
    const format = { delimiter: delimiterOf(layout, first), hasQuotes: layout.quotes !== 'literal' };
    const header = layout.header === true ? this.#headerOf(start, format) : placesWithoutHeader(layout, layout.header);
    this.unused = header.unused;
    const [sample, records] = [new Records(format), new Records(format)];
    for (const of of [sample, records]) {
      of.feed(start);
      if (layout.header === true) of.next(true);
    }
    this.#settle(sample, header, isWhole);
    return { records, header };
  }

  #headerOf(start: Uint8Array, format: { delimiter: string; hasQuotes: boolean }): Header {
    const records = new Records(format);
    records.feed(start);
    records.next(true);
    const names = records.isBroken
      ? records.text().split(format.delimiter)
      : Array.from({ length: records.fields }, (_, i) => records.field(i));
    return readHeader(this.#path, this.#layout, names, format.delimiter);
  }

  #settle(sample: Records, header: Header, isWhole: boolean): void {
    const settling = Object.entries(this.#layout.columns).filter(
      ([name, { settle }]) => settle && header.placeOf.has(name),
    );
    const fields = settling.map((): string[] => []);
    for (let rows = 0; rows < sampleRows && sample.next(isWhole); rows++)
      if (!sample.isBroken && sample.hasFields(header.fields, header.named))
        for (const [i, [name]] of settling.entries()) fields[i]!.push(sample.field(header.placeOf.get(name)!));
    for (const [i, [, column]] of settling.entries()) column.settle!(fields[i]!);
  }
}
