import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../data/index.js';
import { root } from '../engine/root.js';

/** The kernel's name in notebooks' metadata: not tslab's own, which would run them without this kernel's fixes. */
export const kernelName = 'retail-recsys';

/** The specification by which Jupyter starts this checkout's kernel. */
export const kernelSpec = {
  argv: [process.execPath, join(root, 'pipeline/notebooks/start-kernel.mjs'), '{connection_file}'],
  display_name: 'TypeScript (retail-recsys)',
  language: 'typescript',
  interrupt_mode: 'signal',
};

/** Writes the kernel's specification below a Jupyter data folder; returns the file's path. */
export async function writeKernelSpec(jupyterData: string): Promise<string> {
  const file = join(jupyterData, 'kernels', kernelName, 'kernel.json');
  await writeWhole(file, (temporary) => writeFile(temporary, `${JSON.stringify(kernelSpec, null, 2)}\n`));
  return file;
}
