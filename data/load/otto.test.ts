import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sqlRows } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { linesOf } from '../../testing/lines-of.js';
import { sharedData } from '../../testing/shared-data.js';
import { sqlPath } from '../duckdb.js';
import { lineOf } from '../file-lines.js';
import { loadDataset } from './load-dataset.js';

const ts = 1_659_304_800_025;
const line = (session: number, ...events: readonly { aid: number; ts: number; type: string }[]) =>
  `${JSON.stringify({ session, events })}\n`;

describe('OTTO', () => {
  it('has a session a line, which is a visitor, of clicks, carts and orders', async () => {
    const { layout, log, eventRows } = await loadDataset(
      await folderOf({
        'train.jsonl':
          line(12, { aid: 0, ts, type: 'clicks' }, { aid: 5, ts: ts + 2, type: 'carts' }) +
          line(13, { aid: 5, ts: ts + 1, type: 'orders' }),
      }),
    );
    expect(layout).toBe('otto');
    expect(linesOf(log)).toEqual([
      { visitor: 12, session: 12, item: 0, event: 'view', time: ts },
      { visitor: 13, session: 13, item: 5, event: 'transaction', time: ts + 1 },
      { visitor: 12, session: 12, item: 5, event: 'addtocart', time: ts + 2 },
    ]);
    expect(eventRows).toMatchObject([{ file: 'train.jsonl', rows: 3 }]);
    expect([0, 1, 2].map((row) => lineOf(eventRows[0]!.lines, row))).toEqual([1, 1, 2]);
  });

  it('may be spaced or packed, and come in several files', async () => {
    const spaced = `{ "session" : 1 , "events" : [ { "aid" : 3 , "ts" : ${ts} , "type" : "clicks" } ] }\n`;
    const folder = await folderOf({
      'a.jsonl': spaced,
      'b.jsonl.gz': gzipSync(line(2, { aid: 4, ts: ts + 1, type: 'orders' })),
    });
    expect(linesOf((await loadDataset(folder)).log)).toMatchObject([
      { visitor: 1, item: 3, event: 'view' },
      { visitor: 2, item: 4, event: 'transaction' },
    ]);
  });

  it('may have a file of sessions without events among several, but not alone', async () => {
    const none = { 'a.jsonl': line(1) + line(2) };
    const { log, eventRows } = await loadDataset(
      await folderOf({ ...none, 'b.jsonl': line(3, { aid: 4, ts, type: 'clicks' }) }),
    );
    expect(linesOf(log)).toMatchObject([{ visitor: 3, item: 4 }]);
    expect(eventRows.map(({ file, rows }) => [file, rows])).toEqual([
      ['a.jsonl', 0],
      ['b.jsonl', 1],
    ]);
    await expect(loadDataset(await folderOf({ ...none, 'b.jsonl': line(3) }))).rejects.toThrow(
      /a\.jsonl and 1 more: no line has the field "events\.aid", "events\.ts".*, "events\.type"/,
    );
  });

  it('leaves files of other JSON lines alone', async () => {
    const folder = await folderOf({
      'train.jsonl': line(1, { aid: 3, ts, type: 'clicks' }),
      'notes.jsonl': '{"a":1}\n',
    });
    expect((await loadDataset(folder)).files.map(({ path }) => path)).toEqual(['train.jsonl']);
    await expect(loadDataset(await folderOf({ 'notes.jsonl': '{"a":1}\n' }))).rejects.toThrow(
      /no layout that is known/,
    );
  });

  it('sets aside an event of an unknown type and a line that is cut off, each with its line', async () => {
    const many = Array.from({ length: 300 }, (_, i) => line(i, { aid: i, ts, type: 'clicks' })).join('');
    const folder = await folderOf({
      'train.jsonl': `${many}${line(300, { aid: 1, ts, type: 'wishes' }, { aid: 2, ts, type: 'clicks' })}{"session":301,"ev`,
    });
    const { rejects, log } = await loadDataset(folder);
    expect(log.time.length).toBe(301);
    expect(rejects).toMatchObject([
      { line: 301, reason: 'events.type is no kind of event ("wishes")' },
      { line: 302, reason: 'is no JSON object', text: '{"session":301,"ev' },
    ]);
  });

  it('is refused where too many lines are no JSON', async () => {
    const good = Array.from({ length: 20 }, (_, session) => line(session, { aid: 1, ts, type: 'clicks' }));
    const folder = await folderOf({ 'train.jsonl': `${good.join('')}{"session":20,"ev\n` });
    await expect(loadDataset(folder)).rejects.toThrow(
      /train\.jsonl, line 21: is no JSON object \(1 of 21 rows cannot be read, more than the 1 % .*\n {2}expected: a JSON object on each line$/,
    );
  });

  it('is refused where all its events are left out', async () => {
    const folder = await folderOf({ 'train.jsonl': line(1, { aid: 1, ts, type: 'remove' }) });
    await expect(loadDataset(folder)).rejects.toThrow(
      /no row of the files is an event of the log\n {2}expected: some view/,
    );
  });
});

const sample = sharedData('otto-sample');
describe.skipIf(!sample)(`OTTO’s sample${sample ? '' : ' (skipped: the data is not here)'}`, () => {
  it('has 20 sessions of 800 clicks, 52 carts and 10 orders, each event as plain SQL finds it', async () => {
    const { log, rejects } = await loadDataset(sample!);
    const expected = await sqlRows(`
      SELECT session, event.aid, event.ts, event.type FROM (
        SELECT session, unnest(events) AS event, generate_subscripts(events, 1) AS place
        FROM read_json(${sqlPath(join(sample!, 'train.jsonl'))}, format = 'newline_delimited'))
      ORDER BY event.ts, session, place`);
    const words: Record<string, string> = { clicks: 'view', carts: 'addtocart', orders: 'transaction' };
    expect(linesOf(log)).toEqual(
      expected.map(({ session, aid, ts, type }) => ({
        ...{ visitor: Number(session), session: Number(session), item: Number(aid) },
        ...{ event: words[String(type)], time: Number(ts) },
      })),
    );
    expect([0, 1, 2].map((kind) => log.event.filter((of) => of === kind).length)).toEqual([800, 52, 10]);
    expect(log.visitors.size).toBe(20);
    expect(rejects).toEqual([]);
  });
});
