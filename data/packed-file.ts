import { open, readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { InputError } from './errors.js';
import type { Plain, PlainArray } from './plain.js';
import { writeWhole } from './write-whole.js';

/** Eight bytes at the start of every file. */
const magic = 'rrecsys\n';
const version = 2;
/** Magic, version, length of the header and its checksum, length of the arrays (8 bytes) and their checksum. */
const prefixBytes = 40;
/** The most bytes that Node reads from a file at once. */
const mostBytes = 2 ** 31 - 1;
/** Arrays are aligned to cache lines, so a view of any type can use the file's own bytes. */
const alignment = 64;

const arrayTypes = {
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
} as const;
type ArrayType = keyof typeof arrayTypes;

/** The header's key for what JSON cannot express: an array's type, place and length, a non-finite number, or −0. */
const mark = '#';
type Marked = { readonly [mark]: readonly [type: ArrayType, start: number, length: number] | string };

/**
 * Writes a value of plain data and typed arrays to one file, whole or not at all: a JSON header, then the arrays as
 * they lie in memory (little-endian). Any version of Node can read it.
 * @throws Error for a value that is not plain, e.g. a Map, or for more than 2 GiB.
 */
export async function writePacked(file: string, value: unknown): Promise<void> {
  const arrays: Buffer[] = [];
  let bytes = 0;
  const add = (array: PlainArray): readonly [ArrayType, number, number] => {
    const padding = aligned(bytes) - bytes;
    if (padding > 0) arrays.push(Buffer.alloc(padding));
    const start = aligned(bytes);
    // The checksum of an empty array would restart the sum.
    if (array.length > 0) arrays.push(Buffer.from(array.buffer, array.byteOffset, array.byteLength));
    bytes = start + array.byteLength;
    return [typeOf(array)!, start, array.length];
  };
  const json = Buffer.from(JSON.stringify(encode(value as Plain, add, 'value')));
  const header = Buffer.concat([
    json,
    Buffer.alloc(aligned(prefixBytes + json.length) - prefixBytes - json.length, ' '),
  ]);
  if (prefixBytes + header.length + bytes > mostBytes)
    throw new Error(`${file} would hold ${bytes} bytes: at most 2 GiB can be read again`);
  const prefix = Buffer.alloc(prefixBytes);
  prefix.write(magic, 0, 'latin1');
  prefix.writeUInt32LE(version, 8);
  prefix.writeUInt32LE(header.length, 12);
  prefix.writeUInt32LE(crc32(header), 16);
  prefix.writeBigUInt64LE(BigInt(bytes), 24);
  prefix.writeUInt32LE(
    arrays.reduce((sum, array) => crc32(array, sum), 0),
    32,
  );
  await writeWhole(file, async (temporary) => {
    const out = await open(temporary, 'w');
    try {
      for (const part of [prefix, header, ...arrays]) await out.writeFile(part);
    } finally {
      await out.close();
    }
  });
}

/**
 * Reads what {@link writePacked} wrote. Typed arrays are views of the file's bytes, not copies.
 * @param what names the kind of file in messages, e.g. `bundle`.
 * @throws InputError naming the file when it is missing, of another kind or version, truncated or damaged.
 */
export async function readPacked<T = Plain>(file: string, what: string): Promise<T> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`the ${what} cannot be read (${error.code})`, { file }, `the path of a ${what}`);
  });
  if (bytes.toString('latin1', 0, magic.length) !== magic)
    throw new InputError(`is no ${what}`, { file }, `a ${what} as this project writes it`);
  const found = bytes.length < prefixBytes ? 0 : bytes.readUInt32LE(8);
  if (found !== version && found !== 0)
    throw new InputError(`a ${what} of format version ${found}`, { file }, `version ${version}: make it again`);
  const start = found === 0 ? 0 : prefixBytes + bytes.readUInt32LE(12);
  const end = found === 0 ? 0 : start + Number(bytes.readBigUInt64LE(24));
  if (bytes.length !== end || found === 0)
    throw new InputError(`the ${what} is cut short`, { file }, 'a whole one: copy or make it again');
  const header = bytes.subarray(prefixBytes, start);
  const arrays = bytes.subarray(start);
  if (crc32(header) !== bytes.readUInt32LE(16) || crc32(arrays) !== bytes.readUInt32LE(32))
    throw new InputError(
      `the ${what} is damaged: its checksum is wrong`,
      { file },
      'a whole one: copy or make it again',
    );
  const buffer = arrays.byteOffset % 8 === 0 ? arrays : Buffer.from(new Uint8Array(arrays).buffer);
  return decode(JSON.parse(header.toString()), ([type, at, length]) => {
    const View = Object.hasOwn(arrayTypes, type) ? arrayTypes[type] : undefined;
    const fits = at >= 0 && length >= 0 && at + length * (View?.BYTES_PER_ELEMENT ?? 0) <= buffer.length;
    if (View === undefined || !fits || at % View.BYTES_PER_ELEMENT !== 0)
      throw new InputError(
        `the ${what} is damaged: its header speaks of an array that it does not hold`,
        { file },
        'a whole one: copy or make it again',
      );
    return new View(buffer.buffer, buffer.byteOffset + at, length) as PlainArray;
  }) as T;
}

/** The class name by which an array is restored: its own class or, as for a Buffer, the class that it extends. */
function typeOf(array: ArrayBufferView): ArrayType | undefined {
  const types = Object.keys(arrayTypes) as ArrayType[];
  return types.find((type) => array instanceof arrayTypes[type]);
}

const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

function encode(value: Plain, add: (array: PlainArray) => Marked[typeof mark], path: string): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { [mark]: Object.is(value, -0) ? '-0' : `${value}` };
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean') return value;
  if (ArrayBuffer.isView(value) && typeOf(value) !== undefined) return { [mark]: add(value as PlainArray) };
  if (Array.isArray(value)) return value.map((entry: Plain, i) => encode(entry, add, `${path}[${i}]`));
  if (typeof value !== 'object' || ![Object.prototype, null].includes(Object.getPrototypeOf(value)) || mark in value)
    throw new Error(`${path} is not plain data: ${Object.prototype.toString.call(value)}`);
  return Object.fromEntries(
    Object.entries(value as Record<string, Plain>).map(([name, entry]) => [
      name,
      encode(entry, add, `${path}.${name}`),
    ]),
  );
}

function decode(value: unknown, view: (place: readonly [ArrayType, number, number]) => PlainArray): Plain {
  if (value === null || typeof value !== 'object') return value as Plain;
  if (Array.isArray(value)) return value.map((entry) => decode(entry, view));
  if (mark in value) {
    const marked = (value as Marked)[mark];
    return typeof marked === 'string' ? Number(marked) : view(marked);
  }
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, decode(entry, view)]));
}
