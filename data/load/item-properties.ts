import type { ItemProperties, Reject } from '../dataset.js';
import type { LoadContext } from './layout.js';

export async function loadItemProperties(
  { files }: LoadContext,
  asOf: number,
): Promise<{ properties: ItemProperties; rejects: readonly Reject[] } | undefined> {
  return files.size && asOf ? undefined : undefined;
}
