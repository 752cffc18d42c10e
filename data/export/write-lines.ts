import { writeFile } from 'node:fs/promises';
import { writeWhole } from '../write-whole.js';

/** Characters that are written at a time. */
const blockLength = 1 << 20;

/** Writes lines of text to a file, whole or not at all; about a megabyte of them is in memory at a time. */
export const writeLines = (file: string, lines: Iterable<string>): Promise<void> =>
  writeWhole(file, (temporary) => writeFile(temporary, blocksOf(lines)));

function* blocksOf(lines: Iterable<string>): Generator<string> {
  let block = '';
  for (const line of lines) {
    block += `${line}\n`;
    if (block.length < blockLength) continue;
    yield block;
    block = '';
  }
  yield block;
}
