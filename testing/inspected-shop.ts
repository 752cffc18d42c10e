import { type Dataset, eventKinds, inspectFolder, loadDataset, parseMapping, seededRandom } from '../data/index.js';

/** One event of the shop; every tenth view leads to a cart, and every other cart to a purchase. */
export interface ShopEvent {
  readonly visitor: number;
  readonly item: number;
  readonly time: number;
  readonly kind: (typeof eventKinds)[number];
}

const random = seededRandom(7);
const start = Date.UTC(2024, 2, 1, 8);
/** 400 events, 31 minutes apart. */
export const events: ShopEvent[] = Array.from({ length: 400 }, (_, at) => {
  const kind = at % 20 === 19 ? 'transaction' : at % 20 === 9 || at % 20 === 18 ? 'addtocart' : 'view';
  const popular = Math.floor(random.int(30) ** 2 / 30);
  return { visitor: 100 + random.int(60), item: 7000 + popular, time: start + at * 31 * 60_000, kind } as const;
});

/** The shop's log as a file of a header and a line for each event. */
export const table = (header: string, line: (event: ShopEvent, at: number) => string): string =>
  [header, ...events.map(line)]
    .filter((text) => text !== '')
    .join('\n')
    .concat('\n');

export const iso = (time: number) => new Date(time).toISOString();
export const part = (time: number, from: number, to: number) => iso(time).slice(from, to);

type Read = (id: unknown) => number;

/** The events of a log as lines, to be compared with those of {@link expected}. */
export const linesOf = ({ log }: Dataset, readItem: Read = Number, readVisitor: Read = Number): string[] =>
  Array.from(log.time, (time, at) => {
    const visitor = readVisitor(log.visitors.idOf(log.visitor[at]!));
    return `${visitor} ${eventKinds[log.event[at]!]} ${readItem(log.items.idOf(log.item[at]!))} ${time}`;
  });
/** What a reader should find. */
export const expected = events.map(({ visitor, item, time, kind }) => `${visitor} ${kind} ${item} ${time}`);
/** The digits of an id. */
export const digits = (id: unknown) => Number(String(id).replace(/\D/g, ''));

/** Loads a folder by the mapping that is proposed for it, unedited. */
export async function loadAsProposed(folder: string) {
  const inspection = await inspectFolder(folder);
  const mapping = parseMapping(JSON.parse(JSON.stringify(inspection.mapping)), 'proposed');
  const dataset = await loadDataset(folder, { mapping });
  return { ...inspection, dataset, doubts: inspection.kinds.flatMap(({ doubts }) => doubts) };
}
