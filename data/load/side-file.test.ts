import { expect, it } from 'vitest';
import { InputError } from '../errors.js';
import { sideFile } from './side-file.js';
import { UnreadableFile } from './table/unreadable-file.js';

it('a file that cannot be read is left out with a warning; any other error stays one', async () => {
  const warnings: string[] = [];
  expect(await sideFile({ warnings }, async () => 7)).toBe(7);
  const fault = new UnreadableFile('mixes line endings', { file: 'tree.csv' }, 'LF throughout');
  expect(await sideFile({ warnings }, () => Promise.reject(fault))).toBe(undefined);
  expect(warnings).toEqual(['left out, for it cannot be read: tree.csv: mixes line endings']);
  const other = new InputError('is no header of this file', { file: 'tree.csv' });
  await expect(sideFile({ warnings }, () => Promise.reject(other))).rejects.toBe(other);
  expect(warnings.length).toBe(1);
});
