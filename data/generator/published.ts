/**
 * Published figures of the complete RetailRocket log (events.csv, 94,237,913 bytes, sha256 3745aa83…).
 *
 * Sources. [K] The dataset's page at Kaggle, kaggle.com/datasets/retailrocket/ecommerce-dataset. [A] Audits of the same
 * file (identified by size and sha256), published by others on GitHub in the `docs/` of their projects, "RetailRocket
 * recommendation audit", "RetailRocket Recommendation Dataset Audit" and "Dataset Profile": three independent counts
 * that agree wherever they overlap, and with [K]. [I] Interpolated between published figures, not published itself.
 */
export const published = {
  /** [K] */
  events: 2_756_101,
  view: 2_664_312,
  addtocart: 69_332,
  transaction: 22_457,
  visitors: 1_407_580,
  /** [A] Items with at least one event. */
  items: 235_061,
  /** [A] Visitors with exactly one event: 1,001,560, 71.15 % of all. */
  oneEventVisitors: 1_001_560,
  /** [A] Percentiles of the events per item, over items with events; the 90th is not published: [I], on log–log paper. */
  itemEvents: { p50: 3, p75: 9, p90: 25, p95: 47, p99: 143 },
  /** [A] Share of items with one event (73,609 items) and with at most five. */
  itemsWithOneEvent: 0.313149,
  itemsWithAtMostFive: 0.658395,
  /** [A] Share of all events that the most active 1 % of items receive. */
  topItemsShare: 0.229546,
  /** [A] Visitors with a cart event, with a transaction, and distinct transaction ids. */
  cartVisitors: 37_722,
  buyers: 11_719,
  transactionIds: 17_672,
  /** [A] Rows equal to another row in every column. */
  duplicateRows: 460,
  /** [K] The tree: categories and roots; [A] categories at depth 0 … 5. */
  categories: 1_669,
  categoriesAtDepth: [25, 174, 702, 665, 90, 13],
  /** [A] First and last moment: 138 days from 03:00 to 03:00 UTC. */
  start: Date.UTC(2015, 4, 3, 3),
  days: 138,
} as const;

/** [A] Visitors with at least `n` events, as pairs `[n, visitors]`; the last is the most active visitor. */
export const visitorsWithAtLeast: readonly (readonly [number, number])[] = [
  [1, 1_407_580],
  [2, 406_020],
  [3, 200_028],
  [4, 120_416],
  [5, 81_620],
  [6, 58_653],
  [10, 23_241],
  [11, 19_582],
  [20, 6_610],
  [100, 408],
  [7_757, 1],
];
