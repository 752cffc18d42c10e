import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stageArrow } from '../load/formats/stage-arrow.js';
import { stageParquet } from '../load/formats/stage-query.js';
import { lineColumn } from '../load/formats/staged-table.js';
import { unpackedBytes } from '../load/table/file-bytes.js';
import { cut } from './cut.js';
import type { FileSample, NoTable } from './file-sample.js';
import { sampleJsonLines } from './sample-json-lines.js';
import { sampleText } from './sample-text.js';

/** Bytes of a text file that are looked at for each row. */
const bytesOfRow = 800;

/**
 * Reads the first rows of a file.
 * @param format what its name says.
 * @param rows the most rows to read.
 */
export async function sampleFile(
  path: string,
  format: FileSample['format'],
  rows = 10_000,
): Promise<FileSample | NoTable> {
  if (format === 'parquet' || format === 'arrow') return sampleStaged(path, format, rows);
  const bytes = await firstBytes(path, rows * bytesOfRow);
  if (!Buffer.isBuffer(bytes)) return bytes;
  if (bytes.length === 0) return { why: 'is empty' };
  const wide = utf16Of(bytes);
  if (wide) return { why: 'is UTF-16 text', remedy: `write it as UTF-8: iconv -f ${wide} -t utf-8 FILE > NEW` };
  if (bytes.subarray(0, 100_000).includes(0)) return { why: 'is no text' };
  const hasMark = bytes.subarray(0, 3).equals(Buffer.from('\uFEFF'));
  const plain = hasMark ? bytes.subarray(3) : bytes;
  const text = new TextDecoder('utf-8').decode(plain);
  const isLatin = text.slice(0, -1).includes('\uFFFD');
  if (format === 'json-lines' || /^\s*\{/.test(text)) return sampleJsonLines(plain, rows);
  const table = sampleText(isLatin ? Buffer.from(plain.toString('latin1')) : plain, rows);
  return 'why' in table || !isLatin ? table : { ...table, encoding: 'latin-1' };
}

/** The first whole lines of a text file. */
async function firstBytes(path: string, most: number): Promise<Buffer | NoTable> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of unpackedBytes(path)) {
      chunks.push(Uint8Array.from(chunk));
      size += chunk.length;
      if (size >= most) break;
    }
  } catch (error) {
    return { why: `cannot be read: ${messageOf(error)}`, remedy: 'fetch it again, or remove it' };
  }
  const bytes = Buffer.concat(chunks);
  const end = bytes.lastIndexOf(10) + 1;
  return size >= most && end > 0 ? bytes.subarray(0, end) : bytes;
}

const messageOf = (error: unknown): string => (error as { what?: string }).what ?? (error as Error).message;

/** The encoding of text whose characters have two bytes, of which one is 0 in most; undefined for other bytes. */
function utf16Of(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 1000);
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) return 'utf-16';
  const zeros = (odd: 0 | 1) => start.filter((byte, at) => at % 2 === odd && byte === 0).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (start.length < 8 || Math.max(even, odd) < 0.4 * start.length || Math.min(even, odd) > 0.05 * start.length)
    return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** A file of another format, by way of the CSV that a load would make of it. */
async function sampleStaged(path: string, format: 'parquet' | 'arrow', rows: number): Promise<FileSample | NoTable> {
  const scratch = await mkdtemp(join(tmpdir(), 'retail-recsys-'));
  try {
    const { path: staged } = await (format === 'parquet'
      ? stageParquet(path, scratch, rows)
      : stageArrow(path, scratch));
    const bytes = await firstBytes(staged, rows * bytesOfRow);
    const [header = [], ...records] = Buffer.isBuffer(bytes) ? cut(bytes, ',', rows) : [];
    const kept = header.flatMap((name, place) => (name === lineColumn ? [] : [place]));
    const pick = (row: readonly string[]) => kept.map((place) => row[place] ?? '');
    return { format, names: pick(header), rows: records.map(pick), hasHeader: true };
  } catch (error) {
    return { why: messageOf(error), remedy: 'fetch it again, or remove it' };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
