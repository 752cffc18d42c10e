import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { logOf } from '../../testing/log-of.js';
import { sqlText, withDuckDB } from '../duckdb.js';
import { InputError } from '../errors.js';
import { type Id, idList } from '../ids.js';
import { clean } from './clean.js';
import { writeRemovedEvents } from './write-removed-events.js';

const log = logOf([
  { visitor: 50, item: 7, time: 0 },
  { visitor: 50, item: 7, time: 0 },
  { visitor: 60, item: 8, time: 1000 },
  { visitor: 60, item: 9, time: 2000, event: 'addtocart' },
  { visitor: 60, item: 9, time: 3000 },
  { visitor: 70, item: 7, time: 4000 },
]);

describe('clean', () => {
  it('says where a rule takes out every event of a kind, however few they are', () => {
    const guests = [0, 1, 2].map((time) => ({ visitor: 0, item: time, event: 'transaction' as const, time }));
    const views = Array.from({ length: 300 }, (_, i) => ({ visitor: 1 + (i % 150), item: i % 7, time: i * 1000 }));
    const { counts } = clean(logOf([...guests, ...views]), { mostEventsPerDay: 2 });
    expect(counts.flatMap(({ rule, lost }) => (lost ? [[rule, lost]] : []))).toEqual([
      ['events-per-day', ['transaction']],
    ]);
  });

  it('applies each rule to what the ones before left, and counts', () => {
    const cleaned = clean(log, { mostEventsPerHour: 2 });
    expect([...cleaned.log.row]).toEqual([0, 5]);
    expect(cleaned.counts).toEqual([
      { rule: 'duplicate', events: 1, visitors: 1, items: 1 },
      { rule: 'events-per-day', events: 0, visitors: 0, items: 0 },
      { rule: 'events-per-hour', events: 3, visitors: 1, items: 2, lost: ['addtocart'] },
      { rule: 'items-per-hour', events: 0, visitors: 0, items: 0 },
      { rule: 'minimum-events', events: 0, visitors: 0, items: 0, skipped: 'turned off' },
    ]);
  });

  it('makes the vocabularies anew', () => {
    const { log: left } = clean(log, { mostEventsPerHour: 2 });
    expect(idList(left.visitors.ids)).toEqual([50, 70]);
    expect(idList(left.items.ids)).toEqual([7]);
    expect([...left.visitor]).toEqual([0, 1]);
  });

  it('skips rules about time where there is no clock, and says so', () => {
    const { counts, log: left } = clean({ ...log, clock: 'order' }, { mostEventsPerHour: 2 });
    expect(left.row.length).toBe(6);
    expect(counts.filter((count) => count.skipped === 'the log has no clock').map((count) => count.rule)).toEqual([
      'duplicate',
      'events-per-day',
      'events-per-hour',
      'items-per-hour',
    ]);
  });

  it('turns a rule off by a threshold of 0; a minimum for visitors alone is one', () => {
    const off = { duplicates: false, mostEventsPerDay: 0, mostEventsPerHour: 0, mostItemsPerHour: 0 };
    const { counts, log: left } = clean(log, { ...off, minimum: { perVisitor: 2, perItem: 1, passes: 'once' } });
    expect(counts.map(({ rule, events, skipped }) => [rule, skipped ?? events])).toEqual([
      ['duplicate', 'turned off'],
      ['events-per-day', 'turned off'],
      ['events-per-hour', 'turned off'],
      ['items-per-hour', 'turned off'],
      ['minimum-events', 1],
    ]);
    expect([...left.row]).toEqual([0, 1, 2, 3, 4]);
  });

  it('drops nothing without saying why', () => {
    const event = fc.record({ visitor: fc.nat(3), item: fc.nat(3), time: fc.nat(4) });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1 }), fc.nat(5), fc.nat(3), (events, mostEventsPerHour, perItem) => {
        const before = logOf(events);
        const parameters = { mostEventsPerHour, minimum: { perItem, perVisitor: 2, passes: 'fixpoint' } } as const;
        try {
          const { log: left, rejected } = clean(before, parameters);
          const rows = [left, ...rejected.map((part) => part.log)].flatMap((part) => [...part.row]);
          expect(rows.sort((a, b) => a - b)).toEqual([...before.row].sort((a, b) => a - b));
          for (const { log, reason } of rejected) {
            expect(reason.length).toBe(log.row.length);
            expect(reason.every((words) => words.length > 0)).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
    );
  });

  it('names the rule that left nothing', () => {
    expect(() => clean(log, { minimum: { perItem: 4, perVisitor: 1, passes: 'once' } })).toThrow(
      /no event: the rule "minimum-events" took out the last 5\n {2}expected: a milder threshold/,
    );
  });
});

describe('writeRejected', () => {
  it('writes ids that are texts as they are, where parts of several logs come together', async () => {
    const file = join(await folderOf({}), 'rejected.parquet');
    const twice = (item: Id, time: number) => [0, 0].map(() => ({ visitor: 'é', item, time }));
    const parts = [twice('SKU-7', 2), twice('0012', 1)].map((lines) => clean(logOf(lines)).rejected[0]!);
    await writeRemovedEvents(file, parts);
    const rows = await withDuckDB(async (db) =>
      (await db.runAndReadAll(`SELECT row, visitor, item FROM ${sqlText(file)}`)).getRowsJson(),
    );
    expect(rows).toEqual([
      [1, 'é', 'SKU-7'],
      [1, 'é', '0012'],
    ]);
  });

  it('writes one row an event with the shop’s own ids', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rejected-'));
    const file = join(folder, 'rejected.parquet');
    await writeRemovedEvents(file, clean(log, { mostEventsPerHour: 2 }).rejected);
    const rows = await withDuckDB(async (db) =>
      (await db.runAndReadAll(`SELECT * FROM ${sqlText(file)} ORDER BY row`)).getRowObjectsJson(),
    );
    await rm(folder, { recursive: true });
    expect(rows.map((row) => [row.row, row.rule])).toEqual([
      [1, 'duplicate'],
      [2, 'events-per-hour'],
      [3, 'events-per-hour'],
      [4, 'events-per-hour'],
    ]);
    const reason = 'the visitor has 3 events within an hour, more than 2';
    expect(rows[2]).toEqual({
      row: 3,
      visitor: 60,
      item: 9,
      event: 'addtocart',
      time: 2000,
      rule: 'events-per-hour',
      reason,
    });
  });
});
