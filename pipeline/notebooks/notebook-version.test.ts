import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../engine/root.js';
import type { Notebook } from './notebook.js';
import { notebookVersion } from './notebook-version.js';

const notebook = (...code: string[]): Notebook => ({
  nbformat: 4,
  metadata: {},
  cells: code.map((source) => ({ cell_type: 'code', source, outputs: [], execution_count: null })),
});
const version = (of: Notebook) => notebookVersion(of, join(root, 'notebooks'));

it('changes with a cell, and with neither prose nor outputs', async () => {
  const own = await version(notebook('1 + 1'));
  expect(own).toMatch(/^[0-9a-f]{64}$/);
  expect(await version(notebook('1 + 2'))).not.toBe(own);
  const executed = notebook('1 + 1');
  const [cell] = executed.cells;
  const shown = { ...cell!, outputs: [{ output_type: 'stream', name: 'stdout', text: '2' }], execution_count: 1 };
  const prose = { cell_type: 'markdown', source: 'One and one.' };
  expect(await version({ ...executed, cells: [prose, shown] as Notebook['cells'] })).toBe(own);
});

it('changes with the code of modules that are used, at once or on demand, and with nothing else of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'version-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, `${name}.ts`), text);
  const used = (shown: string) =>
    `export const load = async () => (await import('./late.js')).late;\nexport const one = () => ${shown};\n`;
  write('used', `${used('1')}export const other = 3;`);
  write('late', 'export const late = 2;');
  const importing = notebook(`import { load, one } from './used.js';`);
  const own = await notebookVersion(importing, folder);

  write('used', `// why\n${used('/* what */ 1')}export const other = 4;`);
  expect(await notebookVersion(importing, folder)).toBe(own);
  write('late', 'export const late = 3;');
  expect(await notebookVersion(importing, folder)).not.toBe(own);
  write('late', 'export const late = 2;');
  write('used', used('2'));
  expect(await notebookVersion(importing, folder)).not.toBe(own);
  rmSync(folder, { recursive: true });
});
