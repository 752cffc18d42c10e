import { type EventLog, eventCount, TRANSACTION } from '../event-log.js';

/** The totals of a log that are published for RetailRocket, see `published.ts`. */
export interface ShopTotals {
  readonly events: number;
  readonly view: number;
  readonly addtocart: number;
  readonly transaction: number;
  readonly visitors: number;
  readonly oneEventVisitors: number;
  readonly items: number;
  /** Percentiles of the events per item, over items with events: the smallest count that this share of items does not exceed. */
  readonly itemEvents: {
    readonly p50: number;
    readonly p75: number;
    readonly p90: number;
    readonly p95: number;
    readonly p99: number;
  };
  readonly itemsWithOneEvent: number;
  readonly itemsWithAtMostFive: number;
  readonly topItemsShare: number;
  readonly cartVisitors: number;
  readonly buyers: number;
  readonly transactionIds: number;
}

/** Counts a log's totals. */
export function shopTotals(log: EventLog): ShopTotals {
  const events = eventCount(log);
  const kinds = [0, 0, 0];
  const byVisitor = new Int32Array(log.visitors.size);
  const byItem = new Int32Array(log.items.size);
  const visitorsOf = [
    new Uint8Array(log.visitors.size),
    new Uint8Array(log.visitors.size),
    new Uint8Array(log.visitors.size),
  ];
  const orders = new Set<number>();
  for (let event = 0; event < events; event++) {
    const kind = log.event[event]!;
    const visitor = log.visitor[event]!;
    kinds[kind]!++;
    byVisitor[visitor]!++;
    byItem[log.item[event]!]!++;
    visitorsOf[kind]![visitor] = 1;
    if (kind === TRANSACTION) orders.add(log.transaction[event]!);
  }
  const counts = byItem.filter((n) => n > 0).sort();
  const share = (holds: (n: number) => boolean): number => counts.filter(holds).length / counts.length;
  const percentile = (p: number): number => counts[Math.max(0, Math.ceil((p / 100) * counts.length) - 1)] ?? 0;
  const top = counts.subarray(counts.length - Math.floor(counts.length / 100));
  const ones = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);
  return {
    events,
    view: kinds[0]!,
    addtocart: kinds[1]!,
    transaction: kinds[2]!,
    visitors: byVisitor.filter((n) => n > 0).length,
    oneEventVisitors: byVisitor.filter((n) => n === 1).length,
    items: counts.length,
    itemEvents: {
      p50: percentile(50),
      p75: percentile(75),
      p90: percentile(90),
      p95: percentile(95),
      p99: percentile(99),
    },
    itemsWithOneEvent: share((n) => n === 1),
    itemsWithAtMostFive: share((n) => n <= 5),
    topItemsShare: top.reduce((sum, n) => sum + n, 0) / events,
    cartVisitors: ones(visitorsOf[1]!),
    buyers: ones(visitorsOf[2]!),
    transactionIds: orders.size,
  };
}
