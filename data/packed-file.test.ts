import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { beforeEach, expect, it } from 'vitest';
import { folderOf } from '../testing/folder-of.js';
import { readPacked, writePacked } from './packed-file.js';

let file: string;
beforeEach(async () => {
  file = join(await folderOf({}), 'packed');
});

it('holds what JSON does, numbers that are none, and typed arrays of every kind', async () => {
  const value = {
    name: 'ключ "quoted" \u2028',
    none: null,
    flag: true,
    numbers: [0, -0, 0.1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    arrays: [
      Int8Array.of(-1),
      Uint8Array.of(255, 0, 1),
      Int16Array.of(-300),
      Uint16Array.of(65_535),
      Int32Array.of(1, -2, 3),
      Uint32Array.of(4_294_967_295),
      Float32Array.of(0.5, Number.NaN),
      Float64Array.of(1 / 3),
      new Float64Array(0),
    ],
    nested: { offsets: Int32Array.of(0, 2).subarray(1) },
  };
  await writePacked(file, value);
  expect(await readPacked(file, 'thing')).toEqual(value);
});

it('holds arrays that end where a cache line does, and views begin where one does', async () => {
  const value = { a: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), b: Float64Array.of(9), c: Uint8Array.of(1) };
  await writePacked(file, value);
  const back = (await readPacked(file, 'thing')) as typeof value;
  expect(back).toEqual(value);
  for (const array of Object.values(back)) expect(array.byteOffset % 64).toBe(0);
  expect((await readFile(file)).length).toBe(2 * 64 + 128 + 64 + 1); // prefix with header, then the arrays
});

it('refuses to write more than can be read at once, and to read what is not there', async () => {
  await expect(writePacked(file, { a: new Uint8Array(2 ** 31 - 1) })).rejects.toThrow(
    /at most 2 GiB can be read again/,
  );
  await expect(readPacked(file, 'thing')).rejects.toThrow(
    `${file}: the thing cannot be read (ENOENT)\n  expected: the path of a thing`,
  );
});

it('leaves out what is undefined', async () => {
  await writePacked(file, { a: undefined, b: 1 });
  expect(await readPacked(file, 'thing')).toEqual({ b: 1 });
});

it('refuses to write what is not plain, and says where it stands', async () => {
  const value = { state: [{ seen: new Map() }] };
  await expect(writePacked(file, value)).rejects.toThrow('value.state[0].seen is not plain data: [object Map]');
  await expect(writePacked(file, { late: () => 1 })).rejects.toThrow('value.late is not plain data: [object Function]');
});

it('reads a Buffer again as the bytes it is', async () => {
  await writePacked(file, { bytes: Buffer.of(1, 2) });
  expect(await readPacked(file, 'thing')).toEqual({ bytes: Uint8Array.of(1, 2) });
});

it.each([BigInt64Array.of(1n), new DataView(new ArrayBuffer(8))])(
  'refuses to write %s, which no reader knows',
  (array) => expect(writePacked(file, { array })).rejects.toThrow('value.array is not plain data'),
);

it.each([
  ['Int64Array', 0, 1],
  ['toString', 0, 1],
  ['Int32Array', 0, 99],
  ['Int32Array', -64, 1],
  ['Int32Array', 2, 1],
])('refuses a whole file whose header names %s at %i, %i long', async (...place) => {
  await writePacked(file, { values: Float32Array.of(1, 2, 3) });
  const bytes = await readFile(file);
  const headerBytes = bytes.readUInt32LE(12);
  bytes.write(JSON.stringify({ values: { '#': place } }).padEnd(headerBytes), 40, 'latin1');
  bytes.writeUInt32LE(crc32(bytes.subarray(40, 40 + headerBytes)), 16);
  await writeFile(file, bytes);
  await expect(readPacked(file, 'thing')).rejects.toThrow(
    `${file}: the thing is damaged: its header speaks of an array`,
  );
});

it('gives arrays as views of the file’s bytes, without a copy of each', async () => {
  await writePacked(file, { a: new Float64Array(1000), b: new Int32Array(10) });
  const { a, b } = (await readPacked(file, 'thing')) as { a: Float64Array; b: Int32Array };
  expect(a.buffer).toBe(b.buffer);
});

const cutShort = 'the thing is cut short\n  expected: a whole one: copy or make it again';
const damaged = 'the thing is damaged: its checksum is wrong\n  expected: a whole one: copy or make it again';
it.each([
  ['cut short anywhere', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1), cutShort],
  ['cut short at the start', (bytes: Buffer) => bytes.subarray(0, 20), cutShort],
  ['longer than it says', (bytes: Buffer) => Buffer.concat([bytes, bytes]), cutShort],
  ['damaged in an array', (bytes: Buffer) => flipped(bytes, bytes.length - 3), damaged],
  ['damaged in its header', (bytes: Buffer) => flipped(bytes, 50), damaged],
  [
    'of another version',
    (bytes: Buffer) => flipped(bytes, 8),
    'a thing of format version 87\n  expected: version 2: make',
  ],
  ['something else', () => Buffer.from('PAR1 and more'), 'is no thing\n  expected: a thing as this project writes it'],
  ['empty', () => Buffer.alloc(0), 'is no thing'],
])('refuses a file that is %s, by its name', async (_, change, message) => {
  await writePacked(file, { name: 'x', values: Float32Array.of(1, 2, 3) });
  await writeFile(file, change(await readFile(file)));
  await expect(readPacked(file, 'thing')).rejects.toThrow(`${file}: ${message}`);
});

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 0x55;
  return copy;
};
