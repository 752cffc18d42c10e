import { utimes, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { codeChanged, codeVersions } from './code-version.js';
import { root } from './root.js';

vi.mock('esbuild', { spy: true });

// An hour on, the files are long unchanged, and their marks decide.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 }));
afterEach(() => void vi.useRealTimers());

/** A module that imports another, with its version taken; `changed` says whether it changed, and how often it was bundled for that. */
async function moduleOfTwo() {
  const folder = await folderOf({
    'work.ts': "import { part } from './part.js';\nexport const work = part + 1;",
    'part.ts': 'export const part = 1;',
  });
  const module = relative(root, join(folder, 'work.ts'));
  await codeVersions([module]);
  const changed = async () => {
    vi.mocked(build).mockClear();
    return { changed: await codeChanged([module]), bundled: vi.mocked(build).mock.calls.length };
  };
  return { part: join(folder, 'part.ts'), changed };
}

it('a module whose files nobody touched is not bundled again', async () => {
  const { changed } = await moduleOfTwo();
  expect(await changed()).toEqual({ changed: false, bundled: 0 });
});

it('a module changes with a file that it imports, of equal size and time too', async () => {
  const { part, changed } = await moduleOfTwo();
  const time = new Date(1_400_000_000_000);
  await utimes(part, time, time);
  expect(await changed()).toEqual({ changed: false, bundled: 1 }); // touched, and the same
  await writeFile(part, 'export const part = 2;');
  await utimes(part, time, time);
  expect(await changed()).toEqual({ changed: true, bundled: 1 });
});

it('a file that changed just before it was read is read again', async () => {
  vi.useRealTimers();
  const { changed } = await moduleOfTwo();
  expect(await changed()).toEqual({ changed: false, bundled: 1 });
});
