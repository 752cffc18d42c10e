import { dayMs, type EventLog } from '../data/index.js';
import { purchaseOrders, purchasesOf } from './purchase-orders.js';
import { revenueByVisitor } from './sales.js';

/** The segments of buyers, by how lately and how often they bought. */
export const rfmSegments = ['champions', 'loyal', 'promising', 'new', 'need attention', 'at risk', 'lost'] as const;
export type RfmSegment = (typeof rfmSegments)[number];

/** Segments by quintile: a row for each of recency, the latest first; a column for each of frequency, the least first. */
const segmentOf: readonly (readonly RfmSegment[])[] = [
  ['new', 'promising', 'promising', 'champions', 'champions'],
  ['new', 'promising', 'promising', 'loyal', 'champions'],
  ['need attention', 'need attention', 'need attention', 'loyal', 'loyal'],
  ['lost', 'need attention', 'at risk', 'at risk', 'at risk'],
  ['lost', 'lost', 'at risk', 'at risk', 'at risk'],
];

/** Recency, frequency and monetary value of the buyers of a log: columns with one entry for each visitor with a purchase. */
export interface Rfm {
  /** Dense ids, ascending. */
  readonly visitor: Int32Array;
  /** Days from the last purchase to the log's last event. */
  readonly recency: Float64Array;
  /** Number of orders, see `purchaseOrders`. */
  readonly frequency: Int32Array;
  /** What was spent, or in a log without prices the number of purchases. */
  readonly monetary: Float64Array;
  readonly monetaryIs: 'revenue' | 'purchases';
  /** Quintiles from 1 to 5, 5 being the latest, the most often, the most. Equal values have equal quintiles. */
  readonly quintiles: { readonly recency: Uint8Array; readonly frequency: Uint8Array; readonly monetary: Uint8Array };
  /** Codes of {@link rfmSegments}. */
  readonly segment: Uint8Array;
}

/**
 * Describes a log's buyers by recency, frequency and monetary value (Hughes 1994, "Strategic Database Marketing"). A log without a clock
 * has no recency: all are as recent as each other.
 */
export function rfm(log: EventLog): Rfm {
  const purchases = purchasesOf(log);
  const { order } = purchaseOrders(log);
  const [last, count] = [new Float64Array(log.visitors.size), new Int32Array(log.visitors.size)];
  for (const event of purchases) {
    last[log.visitor[event]!] = log.time[event]!;
    count[log.visitor[event]!]!++;
  }
  const visitor = Int32Array.from(count.keys()).filter((id) => count[id]! > 0);
  const now = log.clock === 'wall' ? (log.time.at(-1) ?? 0) : undefined;
  const recency = Float64Array.from(visitor, (id) => (now === undefined ? 0 : (now - last[id]!) / dayMs));
  const orders = ordersByVisitor(log, purchases, order);
  const frequency = visitor.map((id) => orders[id]!);
  const revenue = revenueByVisitor(log);
  const monetaryIs = revenue.some((amount) => amount > 0) ? 'revenue' : 'purchases';
  const monetary = Float64Array.from(visitor, (id) => (monetaryIs === 'revenue' ? revenue[id]! : count[id]!));
  const quintiles = {
    recency: quintilesOf(recency.map((days) => -days)),
    frequency: quintilesOf(Float64Array.from(frequency)),
    monetary: quintilesOf(monetary),
  };
  const segment = Uint8Array.from(visitor, (_, i) =>
    rfmSegments.indexOf(segmentOf[5 - quintiles.recency[i]!]![quintiles.frequency[i]! - 1]!),
  );
  return { visitor, recency, frequency, monetary, monetaryIs, quintiles, segment };
}

/** The number of orders of each visitor, by dense id. */
function ordersByVisitor({ visitor, visitors }: EventLog, purchases: Int32Array, order: Int32Array): Int32Array {
  const orders = new Int32Array(visitors.size);
  let known = 0;
  for (const event of purchases) {
    if (order[event]! < known) continue; // orders are numbered as they appear
    known++;
    orders[visitor[event]!]!++;
  }
  return orders;
}

/** The quintile of each value: 1 if less than a fifth of all values lie below it, 2 if less than two fifths do, and so on. */
function quintilesOf(values: Float64Array): Uint8Array {
  const sorted = values.toSorted();
  return Uint8Array.from(values, (value) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return 1 + Math.floor((5 * low) / sorted.length);
  });
}
