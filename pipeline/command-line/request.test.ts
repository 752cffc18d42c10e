import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { readRequest } from './request.js';

describe('a request', () => {
  it('is a configuration with the flags’ values, and what to do with it', async () => {
    const { config, ...rest } = await readRequest(
      '--data shop --protocol funnel --models popular,item-knn --seed 7 --backend wasm --max-rejects .05 --out o --cache c'.split(
        ' ',
      ),
    );
    expect(rest).toEqual({ force: false, help: false, given: expect.anything(), byFlag: expect.anything(), own: {} });
    expect(config).toMatchObject({
      data: 'shop',
      protocol: 'funnel',
      models: ['popular', 'item-knn'],
      seed: 7,
      backend: 'wasm',
      maxRejects: 0.05,
      out: 'o',
      cache: 'c',
    });
  });

  it('repeats a run when it is given the run’s own config.json', async () => {
    const settings = { seed: 5, protocol: 'funnel' };
    const folder = await folderOf({ 'config.json': JSON.stringify({ format: 1, key: 'abc', ...settings }) });
    expect((await readRequest(['--config', join(folder, 'config.json')])).config).toMatchObject(settings);
  });

  it('takes settings from a file; a flag wins over it, and it over the defaults', async () => {
    const folder = await folderOf({ 'shop.json': '{ "seed": 5, "events": 30000, "sessions": { "gapMinutes": 20 } }' });
    const { config } = await readRequest(['--config', join(folder, 'shop.json'), '--seed', '6']);
    expect(config).toMatchObject({ seed: 6, events: 30_000, sessions: { gapMinutes: 20 }, protocol: 'next' });
  });

  it('names the flag where a flag is wrong, and the file where the file is', async () => {
    const folder = await folderOf({ 'shop.json': '{ "seed": -5 }' });
    const file = join(folder, 'shop.json');
    await expect(readRequest(['--config', file, '--seed', 'x'])).rejects.toThrow(
      /^--seed is "x"\n {2}expected: a number$/,
    );
    await expect(readRequest(['--config', file])).rejects.toThrow(
      `${file}: setting "seed" is -5\n  expected: at least 0`,
    );
    await expect(readRequest(['--config', file, '--seed', '1', '--models', 'popular,'])).rejects.toThrow(
      /^there is no model ""/,
    );
  });

  it.each([
    ['{ "seed": 1, }', /shop\.json: .*JSON/],
    ['{ "seed": 1, "seed": 2 }', /shop\.json: has the key "seed" twice/],
    ['[1]', /shop\.json: is not a JSON object/],
    ['{"seed": 1\r\u001b}', /shop\.json: [^\p{Cc}]*\n {2}expected: a JSON object$/u],
    ['\uFEFF{"seed": "x"}', /"seed" is "x"/],
    ['', /shop\.json: .*JSON/],
  ])('refuses the file %j, naming it', async (text, message) => {
    const folder = await folderOf({ 'shop.json': text });
    await expect(readRequest(['--config', join(folder, 'shop.json')])).rejects.toThrow(message);
  });

  it('says of a file that is not there which one', async () => {
    await expect(readRequest(['--config', '/no/such.json'])).rejects.toThrow('/no/such.json: the configuration cannot');
  });
});
