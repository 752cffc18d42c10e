import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../errors.js';

/** A user's API token at Kaggle. */
export interface KaggleCredentials {
  readonly username: string;
  readonly key: string;
}

/**
 * The user's own token: `KAGGLE_USERNAME` and `KAGGLE_KEY`, otherwise `.kaggle/kaggle.json` in the home folder;
 * undefined if neither exists.
 * @throws InputError when the file is not in Kaggle's format.
 */
export async function kaggleCredentials(
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<KaggleCredentials | undefined> {
  const { KAGGLE_USERNAME: username, KAGGLE_KEY: key } = env;
  if (username && key) return { username, key };
  const file = join(home, '.kaggle', 'kaggle.json');
  if (!existsSync(file)) return undefined;
  const stored = parse(await readFile(file, 'utf8'));
  if (typeof stored?.username === 'string' && typeof stored.key === 'string') {
    return { username: stored.username, key: stored.key };
  }
  throw new InputError('is no Kaggle token', { file }, '{"username":"…","key":"…"} as downloaded from Kaggle');
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
