import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

/** The fields read from TypeScript's incremental build info. */
interface BuildNotes {
  readonly fileNames: readonly string[];
  readonly fileInfos: readonly (string | { readonly version: string })[];
}

/**
 * By path from the folder above a `dist/`, the sha256 of each source that it was compiled from; empty if there is no readable
 * build info.
 */
export async function compiledSources(dist: string): Promise<Map<string, string>> {
  try {
    const text = await readFile(join(dist, '.tsbuildinfo'), 'utf8');
    const { fileNames, fileInfos } = JSON.parse(text) as BuildNotes;
    return new Map(
      fileNames.map((name, i) => {
        const info = fileInfos[i]!;
        return [relative(resolve(dist, '..'), resolve(dist, name)), typeof info === 'string' ? info : info.version];
      }),
    );
  } catch {
    return new Map();
  }
}
