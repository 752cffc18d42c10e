import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { type Faults, kaggleServer } from '../../testing/kaggle-server.js';
import { zipOf } from '../../testing/zip-of.js';
import { countText } from '../count-text.js';
import { InputError } from '../errors.js';
import { quiet, type Reporter } from '../reporter.js';
import { type DownloadOptions, downloadDataset } from './download-dataset.js';
import { kaggleDataset } from './kaggle-datasets.js';

const events = Array.from({ length: 20_000 }, (_, i) => `${1433221332117 + i},${i},view,${i},\n`).join('');
const tree = 'categoryid,parentid\n1016,213\n';
const known = (name: string, text: string) => ({
  name,
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
});
const files = [known('events.csv', events), known('category_tree.csv', tree)];
const bodies = { 'events.csv': Buffer.from(events), 'category_tree.csv': Buffer.from(tree) };

/** A server with the given bodies and faults, an empty folder, and a download from the one into the other. */
async function setUp(served: Record<string, Buffer> = bodies, faults: Faults = {}) {
  const { url, requests } = await kaggleServer(served, faults);
  const folder = await folderOf({});
  const download = (changed: Partial<DownloadOptions> = {}) =>
    downloadDataset({
      folder,
      credentials: { username: 'ann', key: 'secret' },
      baseUrl: url,
      dataset: { path: 'retailrocket/ecommerce-dataset', files },
      reporter: quiet,
      ...changed,
    });
  return { folder, requests, download };
}

const expectWhole = async (folder: string) => {
  expect((await readdir(folder)).sort()).toEqual(['category_tree.csv', 'events.csv']);
  expect(await readFile(join(folder, 'events.csv'), 'utf8')).toBe(events);
  expect(await readFile(join(folder, 'category_tree.csv'), 'utf8')).toBe(tree);
};

describe('downloadDataset', () => {
  it('fetches every file whole, and reports how far it is', async () => {
    const { folder, download } = await setUp();
    const seen: [string, number][] = [];
    const reporter: Reporter = {
      ...quiet,
      start: (task, total) => ({ update: (done) => seen.push([task, done / total]), finish: () => {} }),
    };
    await download({ reporter });
    await expectWhole(folder);
    expect(seen.at(-1)).toEqual(['download category_tree.csv', 1]);
    expect(seen).toContainEqual(['download events.csv', 1]);
  });

  it('unpacks what comes zipped', async () => {
    const { folder, download } = await setUp({ ...bodies, 'events.csv': zipOf({ 'events.csv': events }) });
    await download();
    await expectWhole(folder);
  });

  it('leaves alone what is there already', async () => {
    const { folder, requests, download } = await setUp();
    await download();
    const said: unknown[] = [];
    const start: Reporter['start'] = (...work) => ({ update() {}, finish: (note) => said.push([...work, note]) });
    await download({ reporter: { ...quiet, start } });
    expect(said).toEqual([
      ['download events.csv', Buffer.byteLength(events), 'bytes', 'is there already'],
      ['download category_tree.csv', tree.length, 'bytes', 'is there already'],
    ]);
    expect(requests.length).toBe(2);
    await expectWhole(folder);
  });

  it('goes on from what came before a cut connection', async () => {
    const { folder, requests, download } = await setUp(bodies, {
      cutAfter: ({ name }) => (name === 'events.csv' ? 300_000 : undefined),
    });
    await download();
    await expectWhole(folder);
    const starts = requests.filter(({ name }) => name === 'events.csv').map(({ from }) => from);
    expect(starts[0]).toBe(0);
    expect(starts.length).toBeGreaterThan(2);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });

  it('keeps the part where nothing more comes, and goes on from it the next time', async () => {
    let broken = true;
    const { folder, requests, download } = await setUp(bodies, {
      cutAfter: ({ from }) => (broken ? (from === 0 ? 200_000 : 0) : undefined),
    });
    await expect(download()).rejects.toThrow(
      /events\.csv: no connection to 127\.0\.0\.1:\d+ .*\n.*goes on from the part/,
    );
    expect(await readdir(folder)).toEqual(['events.csv.part']);
    expect(requests.length).toBe(4); // one that brings something, and three in vain
    broken = false;
    await download();
    await expectWhole(folder);
    expect(requests.filter(({ name }) => name === 'events.csv').at(-1)!.from).toBeGreaterThan(0);
  });

  it('takes over a part that was whole when the last download stopped', async () => {
    const { folder, requests, download } = await setUp();
    await writeFile(join(folder, 'events.csv.part'), events);
    await download();
    await expectWhole(folder);
    expect(requests.filter(({ name }) => name === 'events.csv').length).toBe(1);
  });

  it('begins anew where the server sends no ranges, or the part is longer than the file', async () => {
    const whole = await setUp(bodies, { ignoreRange: true });
    await writeFile(join(whole.folder, 'events.csv.part'), events.slice(0, 1000));
    await whole.download();
    await expectWhole(whole.folder);
    const longer = await setUp();
    await writeFile(join(longer.folder, 'events.csv.part'), `${events}and more`);
    await longer.download();
    await expectWhole(longer.folder);
  });

  it('removes what has another size or checksum, and says so', async () => {
    const swapped = events.replace('view', 'weiv');
    const { folder, download } = await setUp({ ...bodies, 'events.csv': Buffer.from(swapped) });
    await expect(download()).rejects.toThrow(
      /events\.csv: what came has sha256 [0-9a-f]{64} instead of .*; it was removed\n {2}expected: run this again/,
    );
    expect(await readdir(folder)).toEqual([]);
    const short = await setUp({ ...bodies, 'events.csv': Buffer.from(events.slice(1)) });
    await expect(short.download()).rejects.toThrow(
      `has ${countText(events.length - 1)} bytes instead of ${countText(events.length)}`,
    );
    const zipped = await setUp({ ...bodies, 'events.csv': zipOf({ a: events, b: events }) });
    await expect(zipped.download()).rejects.toThrow(
      /events\.csv cannot be unpacked \(.*2 files.*it was removed\n {2}expected: run this again/,
    );
    expect(await readdir(zipped.folder)).toEqual([]);
  });

  it('does not overwrite another file of the same name', async () => {
    const { folder, requests, download } = await setUp();
    await writeFile(join(folder, 'events.csv'), 'my own');
    await expect(download()).rejects.toThrow(
      /events\.csv: is there, but has 6 bytes instead of [\d,]+\n.*move it away/,
    );
    expect(await readFile(join(folder, 'events.csv'), 'utf8')).toBe('my own');
    expect(requests).toEqual([]);
  });

  it('says what to do about a token that Kaggle refuses, and a file it does not have', async () => {
    const { folder, download } = await setUp();
    const wrong = download({ credentials: { username: 'ann', key: 'wrong' } });
    await expect(wrong).rejects.toThrow(/Kaggle does not accept the token \(status 401 for events\.csv\)\n.*settings/);
    await expect(wrong).rejects.toThrow(InputError);
    await expect(
      download({ dataset: { path: 'retailrocket/ecommerce-dataset', files: [known('gone.csv', '')] } }),
    ).rejects.toThrow(/gone\.csv answers with status 404/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says that Kaggle cannot be reached', async () => {
    const { download } = await setUp();
    await expect(download({ baseUrl: 'http://127.0.0.1:1' })).rejects.toThrow(/no connection to 127\.0\.0\.1:1/);
  });

  it('fetches files whose size nobody stated as they come, zipped or not, and leaves them alone then', async () => {
    const train = '{"session":0,"events":[]}\n';
    const { folder, requests, download } = await setUp({
      'otto-recsys-train.jsonl': zipOf({ 'otto-recsys-train.jsonl': train }),
      'otto-recsys-test.jsonl': Buffer.from(train),
    });
    await download({ dataset: kaggleDataset('otto') });
    await download({ dataset: kaggleDataset('otto') });
    expect((await readdir(folder)).sort()).toEqual(['otto-recsys-test.jsonl', 'otto-recsys-train.jsonl']);
    for (const name of await readdir(folder)) expect(await readFile(join(folder, name), 'utf8')).toBe(train);
    expect(requests.map(({ dataset }) => dataset)).toEqual(['otto/recsys-dataset', 'otto/recsys-dataset']);
  });

  it('keeps the token from the storage that Kaggle redirects to, and asks for bytes as they are', async () => {
    const { download, requests } = await setUp();
    await download();
    for (const { headers } of requests) {
      expect(headers.authorization).toBeUndefined();
      expect(headers['accept-encoding']).toBe('identity');
    }
    expect(requests.length).toBe(2);
  });
});
