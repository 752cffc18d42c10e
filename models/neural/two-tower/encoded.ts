import { type Lists, listAt, seededRandom, type WeightedLists } from '../../../data/index.js';
import type { Weights } from '../training/network.js';
import { historyBags } from './context-bags.js';
import { towerEncoder } from './encoder.js';

/**
 * The vectors of all items, as encoded by the items' tower.
 * @param isKnown whether anything was learnt about an item; the others get zeros and are never ranked.
 * @returns items × factors, row after row.
 */
export async function encodedItems(
  weights: Weights,
  itemBags: WeightedLists,
  isKnown: (item: number) => boolean,
): Promise<Float32Array> {
  const encode = await towerEncoder('item', weights);
  const vectors = encode(itemBags);
  const factors = weights.items!.columns;
  for (let item = 0; item + 1 < itemBags.offsets.length; item++)
    if (!isKnown(item)) vectors.fill(0, item * factors, (item + 1) * factors);
  return vectors;
}

const most = 200;

/** The vectors of some visitors, drawn by a seed with replacement, as typical queries of an index. */
export async function encodedHistories(
  weights: Weights,
  itemBags: WeightedLists,
  histories: Lists,
  seed: number,
): Promise<Float32Array> {
  const random = seededRandom(seed);
  const visitors = histories.offsets.length - 1;
  const drawn = Array.from({ length: Math.min(most, visitors) }, () => listAt(histories, random.int(visitors)));
  const encode = await towerEncoder('visitor', weights);
  return encode(historyBags(drawn, itemBags));
}
