import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComparedRow } from '../../evaluation/index.js';

/** The file of a run folder that says which differences of its models are told apart. */
export const comparisonsFile = 'comparisons.json';

/** What the file holds. */
export interface Comparisons {
  /** One sentence a metric, the leading one first. */
  readonly verdicts: readonly string[];
  /** By metric the leader, then the others with their paired difference from it. */
  readonly rows: readonly ComparedRow[];
}

/** Reads the sentences. */
export async function readVerdicts(folder: string): Promise<readonly string[]> {
  return (JSON.parse(await readFile(join(folder, comparisonsFile), 'utf8')) as Comparisons).verdicts;
}
