import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The folder of one of the real data sets that lie beside the repository in development (`../shared/data`), or undefined
 * on a machine that has none: tests on real data are skipped there, visibly.
 */
export function sharedData(name: string): string | undefined {
  const folder = fileURLToPath(new URL(`../../shared/data/${name}`, import.meta.url));
  return existsSync(folder) ? folder : undefined;
}
