import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../testing/folder-of.js';
import { readValue, writeValue } from './value-file.js';

const value = {
  name: 'Ärmel "7"\n',
  nothing: null,
  lists: [{ ids: Int32Array.of(1, -2, 3) }, [true, 0.5]],
  times: Float64Array.of(Number.NEGATIVE_INFINITY, 1431226800000.5),
  bytes: Uint8Array.of(1, 2, 3).subarray(1),
  signs: new Int8Array(0),
  weights: Float32Array.of(0.25),
};

describe('a file of values', () => {
  it('gives back what was written', async () => {
    const file = join(await folderOf({}), 'value.bin');
    await writeValue(file, { ...value, missing: undefined });
    expect(await readValue(file)).toEqual(value);
  });

  it('begins with a line of JSON, the arrays behind it from multiples of eight bytes on', async () => {
    const file = join(await folderOf({}), 'value.bin');
    await writeValue(file, { a: Int32Array.of(7), b: Float64Array.of(0.5) });
    const bytes = await readFile(file);
    const start = bytes.indexOf('\n') + 1;
    expect(JSON.parse(bytes.toString('utf8', 0, start))).toMatchObject({ bytes: 16, value: { b: { $array: 1 } } });
    expect([start % 8, bytes.readInt32LE(start), bytes.readDoubleLE(start + 8)]).toEqual([0, 7, 0.5]);
  });

  it('that is missing, cut short or none is refused', async () => {
    const folder = await folderOf({ 'no.bin': 'visitor,item\n1,2\n', 'cut.bin': '' });
    await expect(readValue(join(folder, 'missing.bin'))).rejects.toThrow(/missing\.bin: no such file/);
    await expect(readValue(join(folder, 'no.bin'))).rejects.toThrow(/no\.bin: not a file of values of this version/);
    const file = join(folder, 'cut.bin');
    await writeValue(file, value);
    const { length } = await readFile(file);
    await truncate(file, length - 1);
    await expect(readValue(file)).rejects.toThrow(/cut\.bin: the file is cut short/);
    await writeFile(file, '');
    await expect(readValue(file)).rejects.toThrow(/cut\.bin: not a file of values/);
  });
});
