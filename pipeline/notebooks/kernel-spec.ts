import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../data/index.js';
import { root } from '../engine/root.js';

/** The kernel's name in notebooks' metadata. */
export const kernelName = 'tslab';

/** What Jupyter needs to start this project's own tslab: nothing installed for the user or the machine. */
export const kernelSpec = {
  argv: [process.execPath, join(root, 'node_modules/tslab/bin/tslab'), 'kernel', '--config-path', '{connection_file}'],
  display_name: 'TypeScript',
  language: 'typescript',
};

/** Writes the kernel's specification below a folder that then serves as `JUPYTER_PATH`; gives the file's path. */
export async function writeKernelSpec(jupyterPath: string): Promise<string> {
  const file = join(jupyterPath, 'kernels', kernelName, 'kernel.json');
  await writeWhole(file, (temporary) => writeFile(temporary, `${JSON.stringify(kernelSpec, null, 2)}\n`));
  return file;
}
