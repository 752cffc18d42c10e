import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../../testing/folder-of.js';
import { stagedRows } from '../../../testing/staged-rows.js';
import { zstOf } from '../../../testing/zst-of.js';
import { JsonFields } from './json-fields.js';
import { stageJsonLines } from './stage-json-lines.js';

describe('JSON lines', () => {
  const stage = async (
    text: string | Buffer,
    columns: string[],
    each?: string,
    name = 'a.jsonl',
    commas: string[] = [],
  ) => {
    const scratch = await folderOf({ [name]: text });
    const options = { scratch, maxRejects: 0.01, fields: new JsonFields() };
    return stageJsonLines(join(scratch, name), { columns, each, commas }, options);
  };

  it('become a row each, with its line; empty lines none', async () => {
    const staged = await stage('{"a":1,"b":"x"}\n\n{"b":"y","a":2.50}\r\n{"a":3}', ['a', 'b']);
    expect(await stagedRows(staged.path)).toEqual([
      ['1', '1', 'x'],
      ['3', '2.50', 'y'],
      ['4', '3', null],
    ]);
    expect(staged).toMatchObject({ timed: [], bad: [] });
  });

  it('keep numbers as they are written, beyond 2⁵³ too', async () => {
    const staged = await stage('{"a":9007199254740993,"b":20530135523267709050}\n{"a":0.10,"b":1e3}\n', ['a', 'b']);
    expect(await stagedRows(staged.path)).toEqual([
      ['1', '9007199254740993', '20530135523267709050'],
      ['2', '0.10', '1e3'],
    ]);
  });

  it('may hold fields within fields, names with points and quotes, nothing, and objects', async () => {
    const staged = await stage('{"user":{"id":"u1"},"who\\"s":1,"none":null,"list":["a","b"]}\n', [
      'user.id',
      'who"s',
      'none',
      'list',
    ]);
    expect(await stagedRows(staged.path)).toEqual([['1', 'u1', '1', null, '["a","b"]']]);
  });

  it('that are no objects are bad, with their line and text', async () => {
    const { bad, ...staged } = await stage('{"a":1}\n{"a":\n[1]\nnull\n7 8\n{"a":2}\n', ['a']);
    expect(await stagedRows(staged.path)).toEqual([
      ['1', '1'],
      ['6', '2'],
    ]);
    expect(bad).toMatchObject(
      [
        [2, '{"a":'],
        [3, '[1]'],
        [4, 'null'],
        [5, '7 8'],
      ].map(([line, text]) => ({ line, text, reason: 'is no JSON object' })),
    );
  });

  it('that are not UTF-8 are bad, and no others', async () => {
    const { bad, path } = await stage(Buffer.from('{"a":"é"}\n', 'latin1'), ['a']);
    expect(bad).toMatchObject([{ line: 1, text: '{"a":"\uFFFD"}', reason: 'is not UTF-8 text' }]);
    expect(await stagedRows(path)).toEqual([]);
  });

  it('may begin with a byte order mark, and a line may be longer than what is read at once', async () => {
    const long = 'x'.repeat(1_500_000);
    const staged = await stage(`\uFEFF{"a":1}\n{"a":"${long}"}\n{"a":2}\n`, ['a']);
    expect(await stagedRows(staged.path)).toEqual([
      ['1', '1'],
      ['2', long],
      ['3', '2'],
    ]);
  });

  it('hold any text: delimiters, quotes, line breaks, other scripts', async () => {
    const texts = ['a,b', 'say "hi"', 'two\nlines', ' padded ', 'Ünïcødé 👍', '\u0000', '\\'];
    const staged = await stage(texts.map((a) => JSON.stringify({ a })).join('\n'), ['a']);
    expect((await stagedRows(staged.path)).map(([, a]) => a)).toEqual(texts);
  });

  it('may hold a list whose entries become the rows, with the fields around it', async () => {
    const staged = await stage(
      '{"session":7,"events":[{"aid":1,"ts":5},{"ts":6},{}]}\n{"session":8,"events":[]}\n{"session":9}\n{"session":10,"events":[{"aid":2}]}\n',
      ['session', 'events.aid', 'events.ts'],
      'events',
    );
    expect(await stagedRows(staged.path)).toEqual([
      ['1', '7', '1', '5'],
      ['1', '7', null, '6'],
      ['1', '7', null, null],
      ['4', '10', '2', null],
    ]);
  });

  it('have numbers with a comma where texts of the column have one', async () => {
    const lines = '{"a":12.345,"b":12.345,"c":{"d":1.5e-3}}\n{"a":"12.345","b":"1,5","c":{"d":-7.0}}\n{"a":007.5}\n';
    const { path } = await stage(lines, ['a', 'b', 'c.d'], undefined, 'a.jsonl', ['a', 'c.d']);
    expect(await stagedRows(path)).toEqual([
      ['1', '12,345', '12.345', '1,5e-3'],
      ['2', '12.345', '1,5', '-7,0'],
      ['3', '007,5', null, null],
    ]);
  });

  it('that are one array are refused, with what helps', async () => {
    for (const text of ['[{"a":1}]', '\uFEFF \n[\n{"a":1},\n{"a":2}\n]\n'])
      await expect(stage(text, ['a'])).rejects.toThrow(
        /a\.jsonl: is one JSON array, not lines\n {2}expected: a JSON object on each line; jq -c "\.\[\]" writes an array so/,
      );
  });

  it('are refused where a line does not end', async () => {
    const text = Buffer.concat([Buffer.from('{"a":1}\n{"a":"'), Buffer.alloc(1 << 26, 'x')]);
    await expect(stage(gzipSync(text), ['a'], undefined, 'a.jsonl.gz')).rejects.toThrow(
      /a\.jsonl\.gz, line 2: a line is longer than 64 MB\n {2}expected: a JSON object on each line/,
    );
  });

  it('are refused without reading on where a large file is hopeless', async () => {
    const text = '{"a":[1,2]}\n'.repeat(10) + 'a,b\n'.repeat(700_000);
    await expect(stage(text, ['a'], 'a')).rejects.toThrow(
      /line 11: is no JSON object \(100,000 of 100,020 rows cannot be read, more than the 1 % of --max-rejects/,
    );
  });

  it.each(['gz', 'zst'] as const)('may be packed as %s', async (packing) => {
    const text = Array.from({ length: 5000 }, (_, i) => `{"a":${i}}`).join('\n');
    const packed = packing === 'gz' ? gzipSync(text) : await zstOf(text);
    const rows = await stagedRows((await stage(packed, ['a'], undefined, `a.jsonl.${packing}`)).path);
    expect(rows).toEqual(Array.from({ length: 5000 }, (_, i) => [String(i + 1), String(i)]));
  });

  it('are refused where the packing is damaged', async () => {
    const text = '{"a":1}\n'.repeat(1000);
    await expect(stage(gzipSync(text).subarray(0, 30), ['a'], undefined, 'a.jsonl.gz')).rejects.toThrow(
      /unexpected end of file/,
    );
    await expect(stage((await zstOf(text)).subarray(0, 20), ['a'], undefined, 'a.jsonl.zst')).rejects.toThrow(
      /a\.jsonl\.zst: cannot be unpacked \(.*\)\n {2}expected: a whole zstd file/,
    );
  });
});
