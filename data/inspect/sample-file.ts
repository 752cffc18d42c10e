import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stageArrow } from '../load/formats/stage-arrow.js';
import { stageParquet } from '../load/formats/stage-query.js';
import { lineColumn } from '../load/formats/staged-table.js';
import { utf8Bytes } from '../load/table/file-bytes.js';
import { Records } from '../load/table/records.js';
import { looksLikeHeader } from './looks-like-header.js';

/** The first rows of a file as texts, and how it is written. */
export interface FileSample {
  readonly format: 'csv' | 'json-lines' | 'parquet' | 'arrow';
  /** The columns' names; of a file without a header `column1`, `column2` … */
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly hasHeader: boolean;
  readonly delimiter?: string;
  /** Of JSON lines: the list in each object whose entries are the rows. */
  readonly each?: string;
  readonly encoding?: 'latin-1';
}

const mostRows = 10_000;
/** Bytes of a text file that are looked at. */
const mostBytes = 8_000_000;

/**
 * Reads the first rows of a file.
 * @param format what its name says.
 * @returns why the file is no table, where it is none.
 */
export async function sampleFile(path: string, format: FileSample['format']): Promise<FileSample | string> {
  if (format === 'parquet' || format === 'arrow') return sampleStaged(path, format);
  const bytes = await firstBytes(path);
  if (typeof bytes === 'string') return bytes;
  if (bytes.length === 0) return 'is empty';
  if (bytes.subarray(0, 100_000).includes(0)) return 'is no text';
  const text = new TextDecoder('utf-8').decode(bytes);
  const isLatin = text.slice(0, -1).includes('\uFFFD');
  if (format === 'json-lines' || /^\s*\{/.test(text)) return sampleJsonLines(text);
  const table = sampleText(isLatin ? Buffer.from(Buffer.from(bytes).toString('latin1')) : bytes);
  return typeof table === 'string' || !isLatin ? table : { ...table, encoding: 'latin-1' };
}

/** The first whole lines of a text file; why they cannot be read, where they cannot. */
async function firstBytes(path: string): Promise<Uint8Array | string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of utf8Bytes(path, 'utf-8')) {
      chunks.push(Uint8Array.from(chunk));
      size += chunk.length;
      if (size >= mostBytes) break;
    }
  } catch (error) {
    return `cannot be read: ${(error as { what?: string }).what ?? (error as Error).message}`;
  }
  const bytes = Buffer.concat(chunks);
  const end = bytes.lastIndexOf(10) + 1;
  return size >= mostBytes && end > 0 ? bytes.subarray(0, end) : bytes;
}

/** A file of another format, by way of the CSV that a load would make of it. */
async function sampleStaged(path: string, format: 'parquet' | 'arrow'): Promise<FileSample | string> {
  const scratch = await mkdtemp(join(tmpdir(), 'retail-recsys-'));
  try {
    const { path: staged } = await (format === 'parquet'
      ? stageParquet(path, scratch, mostRows)
      : stageArrow(path, scratch));
    const bytes = await firstBytes(staged);
    const records = typeof bytes === 'string' ? [] : cut(bytes, ',');
    const [header = [], ...rows] = records;
    const kept = header.flatMap((name, place) => (name === lineColumn ? [] : [place]));
    const pick = (row: readonly string[]) => kept.map((place) => row[place] ?? '');
    return { format, names: pick(header), rows: rows.map(pick), hasHeader: true };
  } catch (error) {
    return (error as { what?: string }).what ?? (error as Error).message;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const delimiters = [',', ';', '\t', '|', '::'] as const;

/** A table of text, cut by the delimiter that makes most fields in all rows alike. */
function sampleText(bytes: Uint8Array): FileSample | string {
  const start = bytes.subarray(0, 200_000);
  const choices = delimiters.map((delimiter) => {
    const records = cut(start, delimiter).slice(0, 200);
    const fields = records[0]?.length ?? 0;
    const alike = records.filter(({ length }) => length === fields || length === fields + 1).length;
    return { delimiter, score: alike >= 0.8 * records.length ? fields : 1 };
  });
  const best = choices.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.score < 2) return 'is no table: its lines have one field each, by any of , ; tab | ::';
  const [first = [], ...rest] = cut(bytes, best.delimiter);
  const hasHeader = looksLikeHeader(first, rest);
  const names = first.map((name, i) => (hasHeader ? name : `column${i + 1}`));
  const rows = (hasHeader ? rest : [first, ...rest]).filter(({ length }) => length >= names.length);
  if (rows.length === 0) return 'holds no row';
  return { format: 'csv', names, rows, hasHeader, delimiter: best.delimiter };
}

/** The fields of the first records. */
function cut(bytes: Uint8Array, delimiter: string): string[][] {
  const records = new Records({ delimiter, hasQuotes: true });
  records.feed(bytes);
  const rows: string[][] = [];
  while (rows.length <= mostRows && records.next(true))
    if (!records.isEmpty && !records.isBroken)
      rows.push(Array.from({ length: Math.min(records.fields, 1000) }, (_, i) => records.field(i)));
  return rows;
}

type Json = Readonly<Record<string, unknown>>;

function sampleJsonLines(text: string): FileSample | string {
  if (text.trimStart().startsWith('['))
    return 'is one JSON list: write each of its objects on a line of its own (jq -c ".[]")';
  const objects = text
    .split('\n')
    .slice(0, mostRows)
    .map(objectOf)
    .filter((object) => object !== undefined);
  if (objects.length === 0) return 'has no line that is a JSON object';
  const each = Object.keys(objects[0]!).find((key) => isListOfObjects(objects[0]![key]));
  const flat = objects.flatMap((object) => {
    const { [each ?? '']: entries, ...rest } = object;
    return isListOfObjects(entries)
      ? entries.map((entry) => ({ ...flatten(rest), ...flatten(entry, `${each}.`) }))
      : [flatten(rest)];
  });
  const rows = flat.slice(0, mostRows);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const values = rows.map((row) => names.map((name) => row[name] ?? ''));
  return { format: 'json-lines', names, rows: values, hasHeader: true, ...(each !== undefined && { each }) };
}

function objectOf(line: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOfObjects = (value: unknown): value is readonly Json[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

/** An object's values as texts by name, `a.b` for a field within a field. */
function flatten(object: Json, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) =>
      isObject(value)
        ? Object.entries(flatten(value, `${prefix}${key}.`))
        : [[`${prefix}${key}`, value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)]],
    ),
  );
}
