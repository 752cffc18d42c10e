import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { InputError } from '../../errors.js';

/** The text encoding of a file. */
export type Encoding = 'utf-8' | 'latin-1';

const packings = ['.gz', '.zst'] as const;

/** A file's name without the ending of a packing. */
export const unpackedName = (name: string): string => {
  const packing = packings.find((end) => name.endsWith(end));
  return packing ? name.slice(0, -packing.length) : name;
};

/** Yields the bytes of a file in chunks, unpacked by its name (`.gz`, `.zst`). */
async function* unpackedBytes(path: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  if (path.endsWith('.gz'))
    yield* pipeline(stream, createGunzip({ chunkSize: 1 << 20 }), () => {}); // whoever reads is told of errors
  else if (path.endsWith('.zst')) yield* unzstd(path, stream);
  else yield* stream;
}

/** Unpacks zstd: older versions of Node that we run on have no zstd of their own. */
async function* unzstd(path: string, packed: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const decompress = new Decompress((chunk) => ready.push(chunk));
  const unpack = (chunk: Uint8Array, isLast: boolean) => {
    try {
      decompress.push(chunk, isLast);
    } catch (error) {
      throw new InputError(
        `cannot be unpacked (${(error as Error).message})`,
        { file: path },
        'a whole zstd file; pack it again',
      );
    }
    return ready.splice(0);
  };
  for await (const chunk of packed) yield* unpack(chunk, false);
  yield* unpack(new Uint8Array(0), true);
}

const utf8Mark = Buffer.from('\uFEFF');

/** Yields a file's text as UTF-8 in chunks, without a byte order mark. */
export async function* utf8Bytes(path: string, encoding: Encoding): AsyncGenerator<Uint8Array> {
  let isStart = true;
  for await (const chunk of withWholeMark(unpackedBytes(path))) {
    if (isStart && ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)))
      throw new InputError('is UTF-16 text', { file: path }, 'UTF-8: save it again with that encoding');
    const hasMark = isStart && encoding === 'utf-8' && utf8Mark.equals(chunk.subarray(0, 3));
    isStart = false;
    if (encoding === 'latin-1') yield Buffer.from(Buffer.from(chunk).toString('latin1'));
    else yield hasMark ? chunk.subarray(3) : chunk;
  }
}

/** The same bytes, the first chunk long enough for a byte order mark: a packed file may come in very short ones. */
async function* withWholeMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (!start) {
      yield chunk;
      continue;
    }
    start = start.length === 0 ? chunk : Buffer.concat([start, chunk]);
    if (start.length < utf8Mark.length) continue;
    yield start;
    start = undefined;
  }
  if (start) yield start;
}

/** The most bytes of a first line that are looked at. */
const longestFirstLine = 1 << 20;

/** A file's first line, unpacked and without a byte order mark; '' where it cannot be read. */
export async function firstLineOf(path: string): Promise<string> {
  let start = Buffer.alloc(0);
  try {
    for await (const chunk of utf8Bytes(path, 'utf-8')) {
      start = Buffer.concat([start, chunk]);
      if (start.includes(10) || start.length > longestFirstLine) break;
    }
  } catch {
    return ''; // reading it for good says what is wrong
  }
  const end = start.indexOf(10);
  return start.toString('utf8', 0, end < 0 ? start.length : end).replace(/\r$/, '');
}
