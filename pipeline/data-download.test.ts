import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../testing/folder-of.js';
import { kaggleServer } from '../testing/kaggle-server.js';
import { root } from './engine/root.js';

/** Runs the command as `npm run data:download -- …` does; HOME decides which token there is. */
const run = (args: readonly string[], env: Record<string, string>) =>
  new Promise<{ code: number; out: string; error: string }>((done) => {
    const { KAGGLE_USERNAME: _name, KAGGLE_KEY: _key, ...inherited } = process.env;
    execFile(
      process.execPath,
      [join(root, 'pipeline', 'launch.mjs'), 'pipeline/data-download.ts', ...args],
      { env: { ...inherited, ...env } },
      (failure, out, error) => done({ code: failure ? Number(failure.code) : 0, out, error }),
    );
  });

describe('npm run data:download', () => {
  it('without a token prints the three manual steps and fails', async () => {
    const folder = await folderOf({});
    const { code, out, error } = await run(['--out', join(folder, 'raw')], { HOME: folder });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(error).toContain('there is no Kaggle token');
    expect(error).toMatch(
      /1\. sign in at https.*\n\s*2\. unpack .*raw: events\.csv.*\n\s*3\. npm run pipeline -- --data /,
    );
  });

  it('without a token names the page and the files of the dataset asked for', async () => {
    const folder = await folderOf({});
    const { error } = await run(['--dataset', 'yoochoose', '--out', join(folder, 'raw')], { HOME: folder });
    expect(error).toMatch(
      /kaggle\.com\/datasets\/chadgostopp\/recsys-challenge-2015 .*\n.*raw: yoochoose-clicks\.dat, yoochoose-buys\.dat\n/,
    );
  });

  it('fetches another dataset, and says under which terms', async () => {
    const bodies = { '2019-Oct.csv': Buffer.from('a,b\n'), '2019-Nov.csv': Buffer.from('c,d\n') };
    const { url, requests } = await kaggleServer(bodies);
    const home = await folderOf({ '.kaggle/kaggle.json': '{"username":"ann","key":"secret"}' });
    const { code, out } = await run(['--dataset', 'rees46', '--out', join(home, 'raw')], {
      ...{ HOME: home, KAGGLE_BASE_URL: url },
    });
    expect(code).toBe(0);
    expect(out).toBe(
      `REES46 is complete in ${join(home, 'raw')}. Its publisher’s terms: free to use; its source is to be named, with links to its page at Kaggle and to REES46\n`,
    );
    expect(requests.map(({ dataset, name }) => `${dataset}/${name}`)).toEqual([
      'mkechinov/ecommerce-behavior-data-from-multi-category-store/2019-Oct.csv',
      'mkechinov/ecommerce-behavior-data-from-multi-category-store/2019-Nov.csv',
    ]);
  });

  it('refuses a dataset that it does not know, and names the nearest', async () => {
    const { code, error } = await run(['--dataset', 'otta'], {});
    expect(code).toBe(1);
    expect(error).toContain(
      'error: unknown dataset "otta"\n  expected: did you mean "otto"? One of: retailrocket, otto, rees46, yoochoose',
    );
  });

  it('with a token that is refused says so and fails', async () => {
    const { url } = await kaggleServer({});
    const home = await folderOf({ '.kaggle/kaggle.json': '{"username":"ann","key":"old"}' });
    const { code, error } = await run(['--out', join(home, 'raw')], { HOME: home, KAGGLE_BASE_URL: url });
    expect(code).toBe(1);
    expect(error).toContain('error: Kaggle does not accept the token (status 401 for events.csv)');
    expect(error).not.toContain('    at ');
  });

  it('explains itself, and refuses a flag that it does not have', async () => {
    const help = await run(['--help'], {});
    expect(help).toMatchObject({ code: 0, error: '' });
    expect(help.out).toContain('--out DIR');
    const wrong = await run(['--uot', 'x'], {});
    expect(wrong.code).toBe(1);
    expect(wrong.error).toContain('did you mean --out?');
  });
});
