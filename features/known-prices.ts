import type { EventLog } from '../data/index.js';

/** The known prices of a log's events of one kind (its code, see `eventKinds`), ascending: one entry an event. */
export function knownPrices({ event, price }: EventLog, kind: number): Float64Array {
  if (!price) return new Float64Array(0);
  return price.filter((amount, i) => event[i] === kind && !Number.isNaN(amount)).sort();
}
