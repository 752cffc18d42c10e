import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { filterEvents } from '../../data/index.js';
import { type EventLine, logOf } from '../../testing/log-of.js';
import { dataSection } from './data-section.js';
import type { ReportData } from './report-data.js';

/** The section about a log of a few events in one session a visitor. */
async function sectionOf(lines: readonly EventLine[]): Promise<Document> {
  const log = logOf(lines.map((line) => ({ session: line.visitor, ...line })));
  const nothing = filterEvents(log, () => false);
  const data = {
    config: { on: 'validation' },
    dataset: { name: 'a shop', layout: 'retailrocket', complete: false, files: [], rejects: [], warnings: [] },
    cleaning: { counts: [], before: lines.length, after: lines.length },
    log,
    split: {
      train: log,
      validation: nothing,
      test: nothing,
      overhang: nothing,
      parameters: { kind: 'whole' },
      warnings: [],
    },
    leaderboard: { dataset: 'a shop', protocol: 'next', queries: 0, targets: 0, models: [] },
    task: { counts: {} },
    draw: async () => '<svg></svg>',
  } as unknown as ReportData;
  return new JSDOM(String(await dataSection(data))).window.document;
}

const textOf = (page: Document, selector: string) =>
  Array.from(page.querySelectorAll(selector), ({ textContent }) => textContent!.replaceAll('\u00a0', ' '));
const tableOf = (page: Document, caption: string) => {
  const table = Array.from(page.querySelectorAll('table')).find((one) => one.caption?.textContent === caption);
  return (
    table &&
    Array.from(table.rows, ({ cells }) =>
      Array.from(cells, ({ textContent }) => textContent!.replaceAll('\u00a0', ' ')),
    )
  );
};

const plain: EventLine[] = [
  { visitor: 1, item: 1, time: 1 },
  { visitor: 1, item: 1, time: 2, event: 'addtocart' },
  { visitor: 1, item: 1, time: 3, event: 'transaction' },
];

describe('the section on the data', () => {
  it('tells in figures what a log with prices is worth', async () => {
    const page = await sectionOf(plain.map((line) => ({ ...line, price: 1234.5, quantity: 2 })));
    expect(textOf(page, 'h3')).toContain('Money');
    expect(tableOf(page, 'Value at each step of the funnel of a shop')).toEqual([
      ['step', 'events', 'with a price', 'value', 'of the step before'],
      ['view', '1', '1', '2,469.00', '–'],
      ['addtocart', '1', '1', '2,469.00', '100 %'],
      ['transaction', '1', '1', '2,469.00', '100 %'],
    ]);
    expect(tableOf(page, 'What the purchases of a shop come to')![1]).toEqual([
      '2,469.00',
      '1',
      '1',
      '2,469.00',
      '2',
      '1',
    ]);
    expect(textOf(page, 'p').join()).toContain('The revenue is 2,469.00 from 1 purchase in 1 order (by order id)');
    expect(textOf(page, 'figcaption')[0]).toContain('transaction 2,469.00 (100 %)');
  });

  it('counts the items that were taken out of the cart again, where the log knows', async () => {
    const [view, cart, purchase] = plain;
    const page = await sectionOf([view!, { ...cart!, removed: 3 }, { ...cart!, item: 2 }, purchase!]);
    expect(textOf(page, 'p').join()).toContain('Of 2 cart events 1 (50 %) ended as the item was taken out again.');
  });

  it('says nothing of money and of removals where the log has none', async () => {
    const page = await sectionOf(plain);
    expect(textOf(page, 'h3')).not.toContain('Money');
    expect(page.body.textContent).not.toMatch(/price|value|revenue|taken out again/i);
    expect(page.body.textContent).not.toContain('RetailRocket');
  });

  it('shows which items go together, where enough sessions or orders hold two', async () => {
    const sessions = (count: number) =>
      Array.from({ length: count }, (_, visitor) =>
        [1, 2].map((item) => ({ visitor, item, time: 10 * visitor + item })),
      );
    const page = await sectionOf(sessions(20).flat());
    expect(textOf(page, 'h3')).toContain('What goes together');
    expect(tableOf(page, 'The surest rules of two items that share 20 sessions or more, of a shop')).toHaveLength(3);
    expect(page.body.textContent).not.toContain('20 orders');
    expect(textOf(await sectionOf(sessions(19).flat()), 'h3')).not.toContain('What goes together');
  });
});
