import { type EventKind, type ExportedLists, type ExportedLog, type Id, idsOf, withDuckDB } from '../data/index.js';
import { logOf } from './log-of.js';

/** One event of the shop as a reader should find it; `order` is of purchases alone. */
export interface ShopRow {
  readonly visitor: Id;
  readonly item: Id;
  readonly event: EventKind;
  readonly time: number;
  readonly session: Id;
  readonly order?: Id;
  readonly price: number;
  readonly quantity: number;
  readonly part: string;
}

/** How a shop may write its ids: a number from 0 on as one of its ids. */
export const idKinds = {
  numbers: (id: number): Id => id,
  'whole numbers beyond 32 bits': (id: number): Id => String(3_000_000_000_000n + BigInt(id)),
  'numbers of 19 digits': (id: number): Id => String(9_000_000_000_000_000_001n + BigInt(id)),
  'numbers of 20 digits': (id: number): Id => String(18_000_000_000_000_000_001n + BigInt(id)),
  texts: (id: number): Id => `sku-${id} “ö”`,
  'numbers with leading zeros': (id: number): Id => `00${id}`,
} as const;

const start = 1_431_226_800_000;
const parts = ['train', 'validation', 'test', 'overhang', 'setAside'];

/** Ten events of four sessions, of every kind and in every part of a split. */
export function exportedShop(idOf: (id: number) => Id): { rows: ShopRow[]; exported: ExportedLog } {
  const row = (at: number, of: readonly [number, number, number], event: EventKind, part: string): ShopRow => {
    const [visitor, session, item] = of;
    const price = at === 1 ? Number.NaN : 9.99 + at;
    const bought = event === 'transaction' && { order: idOf(90 + visitor) };
    const ids = { visitor: idOf(visitor), item: idOf(item), session: idOf(session) };
    return { ...ids, event, time: start + at * 2469, ...bought, price, quantity: at % 3, part };
  };
  const rows = [
    row(0, [1, 11, 7], 'view', 'train'),
    row(1, [1, 11, 8], 'view', 'train'),
    row(2, [1, 11, 8], 'addtocart', 'train'),
    row(3, [2, 12, 7], 'view', 'train'),
    row(4, [1, 11, 8], 'transaction', 'train'),
    row(5, [3, 13, 9], 'view', 'validation'),
    row(6, [2, 12, 8], 'view', 'overhang'),
    row(7, [3, 13, 9], 'view', 'setAside'),
    row(8, [2, 14, 7], 'view', 'test'),
    row(9, [2, 14, 7], 'transaction', 'test'),
  ];
  const log = logOf(
    rows.map(({ order, part: _, ...line }) => ({ ...line, ...(order !== undefined && { transaction: order }) })),
  );
  const part = Uint8Array.from(rows, (line) => parts.indexOf(line.part));
  return { rows, exported: { name: 'shop', log, part } };
}

/** What a reader should find of {@link exportedLists}. */
export interface ListRow {
  readonly query: number;
  readonly visitor: Id;
  readonly time: number;
  readonly rank: number;
  readonly item: Id;
  readonly score: number;
}

/** Two queries' lists, of two items and of one, by a model called `popular`. */
export function exportedLists(idOf: (id: number) => Id): { rows: ListRow[]; lists: ExportedLists } {
  const row = (query: number, rank: number, item: number, score: number): ListRow => ({
    query,
    visitor: idOf(query + 2),
    time: start + query + 1,
    rank,
    item: idOf(item),
    score,
  });
  const rows = [row(0, 1, 8, 0.1), row(0, 2, 7, -1.5), row(1, 1, 7, 3)];
  const lists: ExportedLists = {
    model: 'popular',
    queries: { visitor: idsOf([idOf(2), idOf(3)]), time: Float64Array.of(start + 1, start + 2), clock: 'wall' },
    items: idsOf([idOf(7), idOf(8)]),
    query: Int32Array.of(0, 0, 1),
    rank: Int32Array.of(1, 2, 1),
    item: Int32Array.of(1, 0, 0),
    score: Float64Array.of(0.1, -1.5, 3),
  };
  return { rows, lists };
}

/** The rows of a query as DuckDB, a reader by others, finds them. */
export const sqlRows = (sql: string) =>
  withDuckDB(async (db) => (await db.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[]);
