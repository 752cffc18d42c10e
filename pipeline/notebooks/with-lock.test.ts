import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InputError } from '../../data/index.js';
import { folderOf } from '../../testing/folder-of.js';
import { withLock } from './with-lock.js';

vi.mock('node:fs/promises', { spy: true });
afterEach(() => void vi.restoreAllMocks());

/** Several works under one lock; each expects to work alone. */
async function workTogether(lock: string): Promise<void> {
  let working = 0;
  const work = () =>
    withLock(lock, async () => {
      expect(++working).toBe(1);
      await setTimeout(20);
      working--;
    });
  await Promise.all([work(), work(), work(), work()]);
}

it('lets one work at a time, and leaves no lock', async () => {
  const folder = await folderOf({});
  const lock = join(folder, 'a', 'lock');
  await workTogether(lock);
  await expect(withLock(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(readdirSync(join(folder, 'a'))).toEqual([]);
});

describe('takes over', () => {
  it('the lock of a process that died, once for all that wait', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const folder = await folderOf({ [`lock/${pid}`]: '' });
    await workTogether(join(folder, 'lock'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a lock whose holder is not named', async () => {
    const folder = await folderOf({ 'lock/held': '' });
    await rm(join(folder, 'lock/held'));
    await workTogether(join(folder, 'lock'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('no lock of a process that lives, even of one that may not be asked', async () => {
    const lock = join(await folderOf({ 'lock/4194303': '' }), 'lock');
    const work = vi.fn(async () => {});
    let working: Promise<void> | undefined;
    let times = 0;
    await new Promise<void>((resolve) => {
      vi.spyOn(process, 'kill').mockImplementation(() => {
        if (++times === 3) resolve();
        throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
      });
      working = withLock(lock, work);
    });
    expect(work).not.toHaveBeenCalled();
    await rm(join(lock, '4194303'));
    await working;
    expect(work).toHaveBeenCalledOnce();
  });
});

it('leaves nothing where the disk is full', async () => {
  const folder = await folderOf({});
  vi.mocked(writeFile).mockRejectedValueOnce(Object.assign(new Error('full'), { code: 'ENOSPC' }));
  const locked = withLock(join(folder, 'lock'), () => expect.unreachable('without a lock'));
  await expect(locked).rejects.toThrow(InputError);
  expect(readdirSync(folder)).toEqual([]);
});

it('says what is in the way of the lock’s folder', async () => {
  const folder = await folderOf({ 'node_modules/.cache': 'a file' });
  const locked = withLock(join(folder, 'node_modules/.cache/build'), () => expect.unreachable('without a lock'));
  await expect(locked).rejects.toThrow(InputError);
  await expect(locked).rejects.toThrow(/\.cache: is a file, and a folder belongs there/);
});

it.skipIf(!existsSync('/proc/version'))('says that the lock cannot be written where its folder exists', async () => {
  const locked = withLock('/proc/build', () => expect.unreachable('without a lock'));
  await expect(locked).rejects.toThrow(InputError);
  await expect(locked).rejects.toThrow('/proc/build: ');
});
