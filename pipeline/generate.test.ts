import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../data/index.js';
import { folderOf } from '../testing/folder-of.js';
import { generate } from './generate.js';

describe('data:generate', () => {
  it('writes a shop where it is told to', async () => {
    const out = join(await folderOf({}), 'shop');
    await generate(['--events', '20000', '--seed', '3', '--out', out]);
    expect((await readFile(join(out, 'events.csv'), 'utf8')).trimEnd().split('\n')).toHaveLength(20_001);
    expect(JSON.parse(await readFile(join(out, 'truth/parameters.json'), 'utf8'))).toMatchObject({ seed: 3 });
  });

  it.each([
    [['--evnts', '20000'], /--evnts.*\n.*--events.*--seed.*--out/],
    [['--events', 'many'], /--events many/],
    [['--events', '19999'], /20,000 to 2,756,101/],
  ])('refuses %j and writes nothing', async (args, message) => {
    const out = join(await folderOf({}), 'shop');
    const run = generate([...args, '--out', out]);
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(message);
    expect(existsSync(out)).toBe(false);
  });
});
