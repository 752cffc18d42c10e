import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { countText, generateShop } from '../../../data/index.js';
import type { StageCall } from '../../../pipeline/engine/stage.js';

export interface WholeLog {
  readonly events: number;
  readonly seed: number;
}

/** Writes the events of a generated shop. */
export async function work(folder: string, { inputs, pipeline }: StageCall<WholeLog>): Promise<string> {
  const shop = join(folder, 'shop');
  await generateShop({ ...inputs, folder: shop, reporter: pipeline.reporter });
  await rename(join(shop, 'events.csv'), join(folder, 'events.csv'));
  await rm(shop, { recursive: true });
  return `${countText(inputs.events)} events`;
}
