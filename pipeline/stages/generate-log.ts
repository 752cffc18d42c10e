import { join } from 'node:path';
import { countText, generateShop } from '../../data/index.js';
import type { StageCall } from '../engine/stage.js';

/** The size and seed of a generated shop, and the name of its folder. */
export interface Shop {
  readonly events: number;
  readonly seed: number;
  readonly name: string;
}

/** Generates a shop into a subfolder with the shop's name. */
export async function work(folder: string, { inputs, pipeline }: StageCall<Shop>): Promise<string> {
  const { events, seed, name } = inputs;
  await generateShop({ events, seed, folder: join(folder, name), reporter: pipeline.reporter });
  return `a synthetic shop of ${countText(events)} events`;
}
