import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logOf } from '../testing/log-of.js';
import { InputError } from './errors.js';
import { readEventLog, writeEventLog } from './event-log-file.js';

const log = logOf([
  { visitor: 70, item: 900, time: 1.5, session: 4 },
  { visitor: 50, item: 900, time: 2, session: 3, event: 'addtocart' },
  { visitor: 70, item: 400, time: 3, session: 4, event: 'transaction', transaction: 12 },
]);

describe('event log file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'event-log-file-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('gives back the log that was written, and leaves nothing else behind', async () => {
    const file = join(folder, 'log.arrow');
    await writeEventLog(file, { ...log, clock: 'order' });
    expect(await readEventLog(file)).toEqual({ ...log, clock: 'order' });
    await writeEventLog(file, log);
    expect(await readEventLog(file)).toEqual(log);
    expect(await readdir(folder)).toEqual(['log.arrow']);
  });

  it('keeps a log without events', async () => {
    const file = join(folder, 'empty.arrow');
    await writeEventLog(file, logOf([]));
    expect(await readEventLog(file)).toEqual(logOf([]));
  });

  it('keeps ids that are texts, sessions that are cut by time, prices and quantities', async () => {
    const file = join(folder, 'texts.arrow');
    const texts = logOf([
      { visitor: 'é-70', item: '0900', time: 1.5, price: 9.95, quantity: Number.NaN },
      { visitor: '50', item: '2053013555631882655', time: 2, price: Number.NaN, quantity: 1 },
      { visitor: 'é-70', item: '', time: 3, event: 'transaction', transaction: 'A-1', price: 0, quantity: 2 },
    ]);
    const cut = { ...texts, session: Int32Array.of(0, 1, 0) };
    await writeEventLog(file, cut);
    expect(await readEventLog(file)).toEqual(cut);
    const rows = tableFromIPC(await readFile(file)).toArray();
    expect(rows.map((row) => [row.visitor, row.item, row.session, row.transaction, row.price, row.quantity])).toEqual([
      ['é-70', '0900', 0, null, 9.95, Number.NaN],
      ['50', '2053013555631882655', 1, null, Number.NaN, 1],
      ['é-70', '', 0, 'A-1', 0, 2],
    ]);
  });

  it("shows the shop's own ids to any Arrow reader", async () => {
    const file = join(folder, 'ids.arrow');
    await writeEventLog(file, log);
    const rows = tableFromIPC(await readFile(file)).toArray();
    expect(rows.map((row) => [row.visitor, row.item, row.session, row.transaction])).toEqual([
      [70, 900, 4, null],
      [50, 900, 3, null],
      [70, 400, 4, 12],
    ]);
  });

  it('refuses a file that is missing, cut short, or something else', async () => {
    const file = join(folder, 'bad.arrow');
    await expect(readEventLog(file)).rejects.toThrow(`${file}: no such file\n  expected: an event log`);
    await expect(readEventLog(folder)).rejects.toThrow(/: EISDIR.*\n {2}expected: an event log/);
    await writeEventLog(file, log);
    await truncate(file, (await readFile(file)).length - 9);
    await expect(readEventLog(file)).rejects.toThrow(`${file}: the file is cut short\n  expected: a whole event log`);
    await expect(readEventLog(file)).rejects.toThrow(InputError);
    await writeFile(file, 'timestamp,visitorid\n');
    await expect(readEventLog(file)).rejects.toThrow(`${file}: not an Arrow file\n  expected: an event log written`);
    const other = tableFromArrays({ visitor: Int32Array.of(1) });
    await writeFile(file, tableToIPC(other, 'file'));
    await expect(readEventLog(file)).rejects.toThrow(
      `${file}: not an event log of this version\n  expected: format version 2`,
    );
  });
});
