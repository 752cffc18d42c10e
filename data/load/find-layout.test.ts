import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { quiet } from '../reporter.js';
import { loadDataset } from './load-dataset.js';

const events = 'timestamp,visitorid,event,itemid,transactionid\n1433221332117,1,view,5,\n';

describe('the folder', () => {
  it('must be there', async () => {
    const folder = join(await folderOf({}), 'nowhere');
    await expect(loadDataset(folder)).rejects.toThrow(
      /nowhere: there is no such folder\n {2}expected: a folder with events\.csv/,
    );
  });

  it('must be no file', async () => {
    const folder = await folderOf({ 'events.csv': events });
    await expect(loadDataset(join(folder, 'events.csv'))).rejects.toThrow(/events\.csv: is no folder/);
  });

  it('must hold a known layout; the error names what was looked for', async () => {
    const folder = join(await folderOf({ 'notes-are-here/events.gz.csv': events }), 'notes-are-here');
    await expect(loadDataset(folder)).rejects.toThrow(
      /notes-are-here: holds no layout that is known\n.*events\.csv, or train\.tsv \+ test\.tsv, or .*, or u\.data, or ratings\.dat/,
    );
  });

  it('must hold the whole layout; the error names the file that is missing', async () => {
    await expect(loadDataset(await folderOf({ 'train.tsv': '' }))).rejects.toThrow(/holds train\.tsv but no test\.tsv/);
    await expect(loadDataset(await folderOf({ 'test.tsv.gz': '' }))).rejects.toThrow(
      /holds test\.tsv but no train\.tsv/,
    );
  });

  it('must hold only one', async () => {
    const folder = await folderOf({ 'events.csv': events, 'u.data': '1\t2\t3\t881250949\n' });
    await expect(loadDataset(folder)).rejects.toThrow(
      `${folder}: holds more than one dataset: events.csv and u.data\n  expected: a folder of its own for each`,
    );
    const clicks = await folderOf({ 'train.tsv': '', 'test.tsv': '', 'u.data': '' });
    await expect(loadDataset(clicks)).rejects.toThrow(/more than one dataset: train\.tsv \+ test\.tsv and u\.data/);
  });

  it('may have any name: signs that stand for others in a pattern stand for themselves', async () => {
    const folder = await folderOf({
      'a*b/events.csv': events,
      'axb/events.csv': events,
      'a?b/events.csv': events,
      'a[x]b/events.csv': events,
      "it's {a,b}/events.csv": events,
    });
    for (const name of await readdir(folder)) {
      expect((await loadDataset(join(folder, name))).log.time.length, name).toBe(1);
    }
  });

  it('may hold a file plain and gzipped: the plain one is read', async () => {
    const folder = await folderOf({ 'events.csv': events, 'events.csv.gz': 'not even gzip' });
    expect((await loadDataset(folder)).files.map(({ path }) => path)).toEqual(['events.csv']);
  });

  it('may hold other files, which are not read; only files of events have rows', async () => {
    const tree = { 'category_tree.csv.gz': gzipSync('categoryid,parentid\n1,\n') };
    const { files, eventRows, warnings } = await loadDataset(
      await folderOf({ 'events.csv': events, 'notes.txt': '', ...tree }),
    );
    expect(eventRows.map(({ file, rows }) => [file, rows])).toEqual([['events.csv', 1]]);
    expect(files.map(({ path }) => path)).toEqual(['events.csv', 'category_tree.csv.gz']);
    expect(warnings).toEqual([]);
  });

  it('is reported on as its files are read', async () => {
    const folder = await folderOf({ 'events.csv': events, 'category_tree.csv': 'categoryid,parentid\n1,\n' });
    const seen: unknown[] = [];
    await loadDataset(folder, {
      reporter: {
        ...quiet,
        start: (work, total, unit) => {
          seen.push([work, total, unit]);
          return { update: (done) => seen.push(done), finish: (note) => seen.push(note) };
        },
      },
    });
    expect(seen).toEqual([[`load ${basename(folder)}`, 2, 'files'], 1, 2, undefined]);
  });
});
