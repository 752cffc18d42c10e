import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { InputError } from '../../data/index.js';
import { folderOf } from '../../testing/folder-of.js';
import { withLock } from './with-lock.js';

it('lets one work at a time, and leaves no lock', async () => {
  const lock = join(await folderOf({}), 'a', 'lock');
  let working = 0;
  const work = () =>
    withLock(lock, async () => {
      expect(++working).toBe(1);
      await setTimeout(20);
      working--;
    });
  await Promise.all([work(), work(), work()]);
  await expect(withLock(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(existsSync(lock)).toBe(false);
});

it('takes over the lock of a process that died', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const lock = join(await folderOf({ lock: String(pid) }), 'lock');
  expect(await withLock(lock, async () => 'done')).toBe('done');
});

it('says what is in the way of the lock’s folder', async () => {
  const folder = await folderOf({ 'node_modules/.cache': 'a file' });
  const locked = withLock(join(folder, 'node_modules/.cache/build.lock'), () => expect.unreachable('without a lock'));
  await expect(locked).rejects.toThrow(InputError);
  await expect(locked).rejects.toThrow(/\.cache: is a file, and a folder belongs there/);
});

it.skipIf(!existsSync('/proc/version'))('says that the lock cannot be written where its folder exists', async () => {
  const locked = withLock('/proc/build.lock', () => expect.unreachable('without a lock'));
  await expect(locked).rejects.toThrow(InputError);
  await expect(locked).rejects.toThrow('/proc/build.lock: ');
});
