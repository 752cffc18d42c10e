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
