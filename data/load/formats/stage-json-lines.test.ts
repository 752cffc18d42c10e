import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../../testing/folder-of.js';
import { stagedRows } from '../../../testing/staged-rows.js';
import { zstOf } from '../../../testing/zst-of.js';
import { stageJsonLines } from './stage-json-lines.js';

describe('JSON lines', () => {
  const stage = async (text: string | Buffer, columns: string[], each?: string, name = 'a.jsonl') => {
    const folder = await folderOf({ [name]: text });
    return stageJsonLines(join(folder, name), columns, each, folder);
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
    expect(bad).toEqual(
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
    expect(bad).toEqual([{ line: 1, text: '{"a":"\uFFFD"}', reason: 'is not UTF-8 text' }]);
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
