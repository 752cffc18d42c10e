import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { expected, iso, linesOf, loadAsProposed, table } from '../../testing/inspected-shop.js';
import { loadDataset } from '../load/load-dataset.js';
import { inspectFolder } from './inspect-folder.js';

describe('a folder', () => {
  it('in a known layout needs no mapping', async () => {
    const folder = await folderOf({
      'events.csv': 'timestamp,visitorid,event,itemid,transactionid\n1433221332117,1,view,5,\n',
    });
    const { dataset, mapping } = await inspectFolder(folder);
    expect([dataset!.layout, mapping]).toEqual(['retailrocket', undefined]);
  });

  it('with a file named as in a known layout, but written otherwise, has a mapping', async () => {
    const text = table('user,sku,at', ({ visitor, item, time }) => [visitor, item, iso(time)].join());
    const folder = await folderOf({ 'events.csv': text });
    const { mapping, notKnown } = await inspectFolder(folder);
    expect(mapping!.sources[0]!.columns).toEqual({ visitor: 'user', item: 'sku', time: 'at' });
    expect(notKnown).toMatch(/events\.csv, line 1: is no header of this file/);
    await expect(loadDataset(folder)).rejects.toThrow(
      `; for a log of your own npm run data:inspect -- --data ${folder} proposes a --mapping`,
    );
  });

  it('like REES46’s under other names is read to the last event', async () => {
    const header = 'ts,what,sku,cat,cat_code,maker,cost,shopper,visit';
    const text = table(header, ({ visitor, item, time, kind }) =>
      [
        iso(time).replace('T', ' ').replace(/\..*/, ' UTC'),
        kind,
        item,
        `20530135556318826${item % 90}`,
        '',
        'acme',
        '9.5',
        visitor,
        `v${visitor}`,
      ].join(),
    );
    const { dataset, kinds } = await loadAsProposed(await folderOf({ 'export.csv': text }));
    expect(linesOf(dataset)).toEqual(expected);
    const { columns } = kinds[0]!.source!;
    expect(columns).toEqual({
      ...{ visitor: 'shopper', session: 'visit', item: 'sku', time: 'ts', event: 'what' },
      ...{ price: 'cost', category: 'cat', brand: 'maker' },
    });
  });

  it('without times, or with two columns alone, has no mapping, and it is said why', async () => {
    const untimed = await inspectFolder(
      await folderOf({ 'a.csv': table('user,item,event', ({ visitor, item, kind }) => [visitor, item, kind].join()) }),
    );
    expect(untimed.mapping).toBeUndefined();
    expect(untimed.kinds[0]!.doubts).toEqual(['no column could be the time']);
    const pairs = await inspectFolder(
      await folderOf({ 'a.csv': table('x,y', ({ visitor, item }) => `${visitor},${item}`) }),
    );
    expect(pairs.kinds[0]!.doubts[0]).toMatch(/no column could be the time or the item or the visitor/);
  });

  it('with files named as in two known layouts has a mapping', async () => {
    const text = table('user,sku,at', ({ visitor, item, time }) => [visitor, item, iso(time)].join());
    const folder = await folderOf({ 'events.csv': text, 'ratings.csv': 'user,sku,stars\n1,2,3\n' });
    const { mapping, notKnown } = await inspectFolder(folder);
    expect(mapping!.sources[0]!.columns).toEqual({ visitor: 'user', item: 'sku', time: 'at' });
    expect(notKnown).toMatch(/holds more than one dataset: events\.csv and ratings\.csv/);
  });

  it('must be there and hold files', async () => {
    await expect(inspectFolder(await folderOf({}))).rejects.toThrow(
      /: holds no file\n {2}expected: the files of a shop’s log/,
    );
    await expect(inspectFolder(join(await folderOf({}), 'nowhere'))).rejects.toThrow(/there is no such folder/);
  });

  it('may hold what is no table, which is named with the reason', async () => {
    const { others, kinds } = await inspectFolder(
      await folderOf({
        'photo.csv': Uint8Array.of(0x89, 80, 78, 71, 0, 0, 0, 1),
        'notes.txt': 'Dear all,\nthe export is late.\n',
        'empty.csv': '',
        'list.json': '[{"user": 1}]',
        'broken.parquet': 'PAR1',
        'broken.csv.gz': 'no gzip',
      }),
    );
    expect(kinds).toEqual([]);
    expect(others.map(({ file, why }) => `${file} ${why}`)).toEqual([
      expect.stringMatching(/^broken\.csv\.gz cannot be read: /),
      expect.stringMatching(/^broken\.parquet cannot be read: /),
      'empty.csv is empty',
      'list.json is one JSON list',
      'notes.txt is no table: its lines have one field each, by any of , ; tab | ::',
      'photo.csv is no text',
    ]);
  });

  it('of many files is known by rows of several', async () => {
    const files = ['view', 'purchase', 'refund'].map((word, day) => [
      `d${day}.csv`,
      `user,item,time,event\n${`1,7,2024-03-0${1 + day},${word}\n`.repeat(3)}`,
    ]);
    const { kinds } = await inspectFolder(await folderOf(Object.fromEntries(files)));
    expect(kinds[0]!.words.map(({ word, count }) => `${word} ${count}`)).toEqual(['view 3', 'purchase 3', 'refund 3']);
  });

  it('with rows that cannot be read is loaded for a trial all the same, with these as rejects', async () => {
    const text = `${table('user,item,time', ({ visitor, item, time }) => [visitor, item, iso(time)].join())}${'7,,2024-03-01\n'.repeat(20)}`;
    const { dataset } = await inspectFolder(await folderOf({ 'a.csv': text }));
    expect([dataset!.log.time.length, dataset!.rejects.length]).toEqual([400, 20]);
  });
});
