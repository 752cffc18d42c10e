import { isUtf8 } from 'node:buffer';
import type { Id } from '../../data/index.js';

/** One record of a table as anyone would read it. */
interface NaiveRecord {
  /** The line at which it begins, from 1. */
  readonly line: number;
  /** Undefined for a line with a quote that does not close, or bytes that are no text. */
  readonly fields: readonly string[] | undefined;
}

interface NaiveFormat {
  /** By default the one by which the first line names most of the columns. */
  readonly delimiter?: string;
  /** Whether the first record names the columns; otherwise they stand in this order. */
  readonly hasHeader?: boolean;
  readonly quotes?: boolean;
  readonly latin1?: boolean;
}

/** A row of a table by the names of its columns; '' in one that the file lacks. */
type NaiveFields = Readonly<Record<string, string>>;

/** A table file read as one string: slow, and independent of how the loader does it. */
export interface NaiveTable {
  /** The number of data rows, with bad and empty ones. */
  readonly count: number;
  /** Rows that hold something, by their number from 0, and their line; undefined where they are no row of this table. */
  readonly rows: readonly { readonly row: number; readonly line: number; readonly fields: NaiveFields | undefined }[];
}

const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/:(token|float)(_seq)?$/, '')
    .replace(/[\s_-]/g, '');

export function naiveTable(
  file: Buffer,
  columns: readonly string[],
  { delimiter, hasHeader = true, quotes = true, latin1 = false }: NaiveFormat = {},
): NaiveTable {
  const all = file.toString('latin1');
  const text = !latin1 && all.startsWith('\u00ef\u00bb\u00bf') ? all.slice(3) : all;
  const between = delimiter ?? delimiterIn(text.split('\n')[0]!, columns);
  const records = recordsIn(text, between, quotes, latin1);
  const header = hasHeader ? (records[0]?.fields ?? text.split('\n')[0]!.split(between)) : columns;
  const least = hasHeader ? header.findLastIndex((name) => name.trim() !== '') + 1 : header.length;
  const places = columns.map((name) => header.findIndex((of) => plain(of) === plain(name)));
  const data = records.slice(hasHeader ? 1 : 0);
  const rows = data.flatMap(({ line, fields }, row) => {
    if (fields?.every((field) => field === '')) return [];
    const isWhole = fields && fields.length >= least && fields.slice(header.length).every((field) => field === '');
    const named = isWhole && Object.fromEntries(columns.map((name, i) => [name, fields[places[i]!] ?? '']));
    return [{ row, line, fields: named || undefined }];
  });
  return { count: data.length, rows };
}

function delimiterIn(line: string, columns: readonly string[]): string {
  const score = (delimiter: string) => {
    const parts = line.split(delimiter).map((part) => plain(part.replace(/^"|"\r?$/g, '')));
    return 1000 * parts.filter((part) => columns.some((name) => plain(name) === part)).length + parts.length;
  };
  return [',', ';', '\t', '|'].toSorted((a, b) => score(b) - score(a))[0]!;
}

function recordsIn(text: string, delimiter: string, quotes: boolean, latin1: boolean): NaiveRecord[] {
  const records: NaiveRecord[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const whole = recordAt(text, at, delimiter, quotes);
    const lineEnd = text.indexOf('\n', at);
    const end = whole ? whole.end : lineEnd < 0 ? text.length : lineEnd;
    const bytes = text.slice(at, end);
    const isText = latin1 || isUtf8(Buffer.from(bytes, 'latin1'));
    const decode = (field: string) => (latin1 ? field : Buffer.from(field, 'latin1').toString());
    records.push({ line, fields: isText ? whole?.fields.map(decode) : undefined });
    line += bytes.split('\n').length;
    at = end + 1;
  }
  return records;
}

/** The record that begins at a place; undefined where a quote of it does not close. */
function recordAt(text: string, start: number, delimiter: string, quotes: boolean) {
  const fields: string[] = [];
  const isEnd = (place: number) => ['', '\r', '\r\n'].includes(text.slice(place, place + 2)) || text[place] === '\n';
  for (let at = start; ; at += delimiter.length) {
    if (quotes && text[at] === '"') {
      let inner = '';
      for (at++; ; at += 2) {
        const quote = text.indexOf('"', at);
        if (quote < 0) return undefined;
        inner += text.slice(at, quote);
        at = quote;
        if (text[at + 1] !== '"') break;
        inner += '"';
      }
      at++;
      if (!isEnd(at) && !text.startsWith(delimiter, at)) return undefined;
      if (text[at] === '\r') at++;
      fields.push(inner);
    } else {
      const [next, lineEnd] = [text.indexOf(delimiter, at), text.indexOf('\n', at)];
      const end = Math.min(...[next, lineEnd, text.length].filter((place) => place >= 0));
      const field = text.slice(at, end);
      fields.push((end === next ? field : field.replace(/\r$/, '')).replace(/^ +| +$/g, ''));
      at = end;
    }
    if (at >= text.length || text[at] === '\n') return { end: at, fields };
  }
}

/** Whether a field says that there is no value. */
export const isNothing = (field: string): boolean =>
  ['', 'na', 'n/a', 'nan', 'null', 'none', 'nil', '\\n', '<na>'].includes(field.replace(/^ +| +$/g, '').toLowerCase());

/** Whether a field is an id. */
export const isId = (field: string): boolean =>
  !isNothing(field) && [...field].every((char) => char >= ' ' && char !== '\x7f');

const digitsOnly = (text: string) => text !== '' && [...text].every((char) => '0123456789'.includes(char));

/** The whole number that a field is, up to a largest one; undefined where it is none, or is written in another way. */
export function naiveWhole(field: string, largest: number): number | undefined {
  const digits = field.endsWith('.0') ? field.slice(0, -2) : field;
  if (!digitsOnly(digits) || (digits.length > 1 && digits[0] === '0')) return undefined;
  return digits.length < 20 && Number(digits) <= largest ? Number(digits) : undefined;
}

/** The ids of a column's right rows: numbers where all of them are whole numbers below 2³¹, and texts otherwise; −1 for nothing. */
export function naiveIds(fields: readonly string[]): Id[] {
  const numbers = fields.map((field) => (isNothing(field) ? -1 : naiveWhole(field, 2 ** 31 - 1)));
  if (numbers.every((number) => number !== undefined)) return numbers;
  return fields.map((field) => (isNothing(field) ? -1 : field));
}

/** The ms of a field by each unit of time that a file may be written in; undefined where it is none. */
const unitTimes: Readonly<Record<string, (field: string) => number | undefined>> = {
  seconds: (field) => scaled(numberIn(field, true), 1000),
  milliseconds: (field) => scaled(numberIn(field, false), 1),
  microseconds: (field) => scaled(numberIn(field, false), 1 / 1000),
  nanoseconds: (field) => scaled(numberIn(field, false, true), 1 / 1_000_000),
};

const scaled = (number: number | undefined, by: number) => (number === undefined ? undefined : Math.round(number * by));

/** A number as times are written: with a fraction where the unit has one, or with an exponent and all its digits. */
function numberIn(field: string, hasFraction: boolean, isLong = false): number | undefined {
  const whole = naiveWhole(field, Number.MAX_SAFE_INTEGER);
  if (whole !== undefined) return whole;
  if (hasFraction && /^[0-9]+(\.[0-9]+)?$/.test(field)) return Number(field);
  if (isLong && /^[0-9]{17,}$/.test(field)) return Number(field);
  const [, fraction, exponent] = /^[0-9](?:\.([0-9]+))?[eE]\+?([0-9]{1,2})$/.exec(field) ?? [];
  return exponent !== undefined && (fraction ?? '').length >= Number(exponent) ? Number(field) : undefined;
}

/** Whether a field is a time of a unit by its size alone. */
function isLike(unit: string, field: string): boolean {
  if (!/^[0-9](\.[0-9]+)?[eE]\+?[0-9]{1,2}$|^[0-9]+(\.[0-9]+)?$/.test(field)) return false;
  if (unit === 'position') return Number(field) < 1e8;
  const ms = Number(field) * { seconds: 1000, milliseconds: 1, microseconds: 1e-3, nanoseconds: 1e-6 }[unit]!;
  return ms >= 1e11 && ms < 1e14;
}

/** Reads times as most of them are written; positions count from 0, a second each. */
export function naiveTimes(
  fields: readonly string[],
  units: readonly string[],
  now: number,
): { unit: string | undefined; timeOf: (field: string) => number | undefined } {
  const votes = units.map((unit) => fields.filter((field) => isLike(unit, field)).length);
  const most = Math.max(...votes);
  const unit = most > 0 ? units[votes.indexOf(most)] : undefined;
  const timeOf = (field: string) => {
    if (unit === undefined) return undefined;
    if (unit === 'position') {
      const position = numberIn(field, true);
      return position !== undefined && position < 1e8 ? Math.round(position * 1000) : undefined;
    }
    const ms = unitTimes[unit]!(field);
    return ms !== undefined && ms >= 1e11 && ms <= now ? ms : undefined;
  };
  return { unit, timeOf };
}

/** The right rows of a table, and the lines of the others. */
export function naiveRows<T>(
  { rows }: NaiveTable,
  read: (fields: NaiveFields) => T | undefined,
): { good: { row: number; value: T }[]; badLines: number[] } {
  const good: { row: number; value: T }[] = [];
  const badLines: number[] = [];
  for (const { row, line, fields } of rows) {
    const value = fields && read(fields);
    if (value === undefined) badLines.push(line);
    else good.push({ row, value });
  }
  return { good, badLines };
}
