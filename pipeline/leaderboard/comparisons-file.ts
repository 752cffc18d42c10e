import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ComparedRow, parseFigures } from '../../evaluation/index.js';

/** The file of a run folder with the paired comparisons of its models. */
export const comparisonsFile = 'comparisons.json';

/** The content of the file. */
export interface Comparisons {
  /** One sentence a metric, the leading one first. */
  readonly verdicts: readonly string[];
  /** For each metric the leader, then the others with their paired difference from it. */
  readonly rows: readonly ComparedRow[];
}

/** Reads the file of a run folder. */
export const readComparisons = async (folder: string): Promise<Comparisons> =>
  parseFigures(await readFile(join(folder, comparisonsFile), 'utf8')) as Comparisons;
