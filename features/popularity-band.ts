import { popularityOrder } from './popularity-order.js';

/** Bands of items by popularity; a band's code is its position here. */
export const popularityBands = ['head', 'mid', 'tail'] as const;

const headShare = 0.5;
const midShare = 0.8;

/**
 * Returns the band of each item: head for the most popular items that together hold half of the events, mid for those
 * that hold the next 30 %, tail for all others. Ties in popularity are ordered by item id.
 *
 * Events 6 2 1 1: the first item alone is the head (it passes 50 %), the second reaches 80 % and is the mid, the other two are tail.
 * @param events number of events of each item.
 */
export function popularityBand(events: Int32Array): Uint8Array {
  const total = events.reduce((sum, n) => sum + n, 0);
  const band = new Uint8Array(events.length);
  let before = 0;
  for (const item of popularityOrder(events)) {
    const share = before / total;
    band[item] = events[item] === 0 || share >= midShare ? 2 : share >= headShare ? 1 : 0;
    before += events[item]!;
  }
  return band;
}
