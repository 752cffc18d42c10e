import { readFile, writeFile } from 'node:fs/promises';
import { InputError } from './errors.js';
import { writeWhole } from './write-whole.js';

const format = 'retail-recsys value 1';
const arrayTypes = { Int8Array, Uint8Array, Int32Array, Float32Array, Float64Array };
type ArrayType = keyof typeof arrayTypes;
type NumberArray = InstanceType<(typeof arrayTypes)[ArrayType]>;

/** The file's first line. */
interface Header {
  readonly format: string;
  /** Bytes behind the first line. */
  readonly bytes: number;
  /** The arrays behind the first line, in order, each from a multiple of eight bytes on. */
  readonly arrays: readonly { readonly type: ArrayType; readonly length: number }[];
  /** The value, `{ "$array": i }` in the place of an array. */
  readonly value: unknown;
}

/**
 * Writes a value to one file, whole or not at all: plain objects, lists, strings, finite numbers and typed arrays. The first line is
 * JSON, behind it lie the arrays' bytes, so that any version of Node reads it, and other languages too.
 */
export async function writeValue(file: string, value: unknown): Promise<void> {
  const arrays: NumberArray[] = [];
  const plain = JSON.stringify(value, (_, inner: unknown) =>
    ArrayBuffer.isView(inner) ? { $array: arrays.push(inner as NumberArray) - 1 } : inner,
  );
  const header: Omit<Header, 'value'> = {
    format,
    bytes: arrays.reduce((bytes, { byteLength }) => bytes + padded(byteLength), 0),
    arrays: arrays.map((array) => ({ type: typeOf(array), length: array.length })),
  };
  const line = Buffer.from(`${JSON.stringify(header).slice(0, -1)},"value":${plain}}`);
  await writeWhole(file, (temporary) => writeFile(temporary, pieces(line, arrays)));
}

/** The file's bytes in turn; the first line is filled up with spaces. */
function* pieces(line: Buffer, arrays: readonly NumberArray[]): Generator<Uint8Array> {
  yield line;
  yield Buffer.from('\n'.padStart(padded(line.length + 1) - line.length));
  for (const { buffer, byteOffset, byteLength } of arrays) {
    yield new Uint8Array(buffer, byteOffset, byteLength);
    yield new Uint8Array(padded(byteLength) - byteLength);
  }
}

/**
 * Reads what {@link writeValue} wrote. The arrays are views of the file's bytes, not copies.
 * @throws InputError when the file is missing, cut short, or no such file.
 */
export async function readValue<T>(file: string): Promise<T> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new InputError(error.code === 'ENOENT' ? 'no such file' : error.message, { file }, 'a file of values');
  });
  const start = bytes.indexOf('\n') + 1;
  const header = headerOf(bytes.toString('utf8', 0, start));
  if (header?.format !== format)
    throw new InputError('not a file of values of this version', { file }, 'one that this version wrote');
  if (bytes.length !== start + header.bytes)
    throw new InputError('the file is cut short', { file }, 'a whole file; write it again');
  let at = bytes.byteOffset + start;
  const arrays = header.arrays.map(({ type, length }) => {
    const array = new arrayTypes[type](bytes.buffer as ArrayBuffer, at, length);
    at += padded(array.byteLength);
    return array;
  });
  return withArrays(header.value, arrays) as T;
}

function headerOf(line: string): Header | undefined {
  try {
    return JSON.parse(line) as Header;
  } catch {
    return undefined;
  }
}

/** A value with the arrays back in their places. */
function withArrays(value: unknown, arrays: readonly NumberArray[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => withArrays(inner, arrays));
  if ('$array' in value) return arrays[value.$array as number];
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withArrays(inner, arrays)]));
}

function typeOf(array: NumberArray): ArrayType {
  const types = Object.keys(arrayTypes) as ArrayType[];
  return types.find((type) => array instanceof arrayTypes[type])!;
}

const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8;
