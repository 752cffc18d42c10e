import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InputError } from '../../data/index.js';

const run = promisify(execFile);

/**
 * An earlier commit of this project, checked out beside this one and ready to run.
 * @param folder where it is to lie; kept for the next time.
 * @throws InputError when the repository does not hold the commit.
 */
export async function beforeTree(root: string, commit: string, folder: string): Promise<string> {
  if (!existsSync(join(folder, 'package.json'))) {
    await run('git', ['worktree', 'prune'], { cwd: root });
    await run('git', ['worktree', 'add', '--detach', '--force', folder, commit], { cwd: root }).catch(() => {
      throw new InputError(`the repository has no commit ${commit}`, {}, 'a clone with its whole history');
    });
  }
  const lock = (tree: string) => readFile(join(tree, 'package-lock.json'), 'utf8');
  if (!existsSync(join(folder, 'node_modules'))) {
    if ((await lock(folder)) === (await lock(root)))
      await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    else await run('npm', ['ci'], { cwd: folder });
  }
  await run('npm', ['run', '-s', 'kernels'], { cwd: folder });
  return folder;
}
