import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { kaggleCredentials } from './kaggle-credentials.js';

describe('kaggleCredentials', () => {
  const stored = { '.kaggle/kaggle.json': '{"username":"ann","key":"secret"}' };

  it('come from the file that Kaggle gives', async () => {
    expect(await kaggleCredentials(await folderOf(stored), {})).toEqual({ username: 'ann', key: 'secret' });
  });

  it('come from the environment first, where both are there', async () => {
    const home = await folderOf(stored);
    const both = { KAGGLE_USERNAME: 'bob', KAGGLE_KEY: 'other' };
    expect(await kaggleCredentials(home, both)).toEqual({ username: 'bob', key: 'other' });
    expect(await kaggleCredentials(home, { KAGGLE_USERNAME: 'bob' })).toEqual({ username: 'ann', key: 'secret' });
  });

  it('are undefined where there are none', async () => {
    expect(await kaggleCredentials(await folderOf({}), {})).toBeUndefined();
  });

  it.each(['{"username":"ann"}', 'not json', '[]', 'null'])('are an error where the file holds %s', async (text) => {
    const home = await folderOf({ '.kaggle/kaggle.json': text });
    await expect(kaggleCredentials(home, {})).rejects.toThrow(
      /kaggle\.json: is no Kaggle token\n {2}expected: \{"username"/,
    );
  });
});
