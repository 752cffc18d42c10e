import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { loadDataset } from './load-dataset.js';

describe('MovieLens', () => {
  it('100k: each rating is a view, seconds become milliseconds', async () => {
    const { layout, log } = await loadDataset(
      await folderOf({ 'u.data': '196\t242\t3\t881250949\n22\t5\t1\t878887116\n' }),
    );
    expect(layout).toBe('movielens-100k');
    expect(log.time).toEqual(Float64Array.of(878887116000, 881250949000));
    expect(log.visitors.ids).toEqual(Int32Array.of(22, 196));
    expect(log.row).toEqual(Int32Array.of(1, 0));
    expect(log.event).toEqual(new Uint8Array(2));
  });

  it('1M: the same with two colons between', async () => {
    const { layout, log } = await loadDataset(
      await folderOf({ 'ratings.dat': '1::1193::5::978300760\n1::661::3::978302109\n' }),
    );
    expect(layout).toBe('movielens-1m');
    expect(log.items.ids).toEqual(Int32Array.of(661, 1193));
    expect(log.time).toEqual(Float64Array.of(978300760000, 978302109000));
  });

  it('refuses milliseconds, and sets bad rows aside', async () => {
    const off = await folderOf({ 'u.data': '196\t242\t3\t881250949000\n' });
    await expect(loadDataset(off)).rejects.toThrow(/u\.data, line 1, column "timestamp": timestamp is in milliseconds/);
    const ratings = Array.from({ length: 200 }, (_, i) => `1\t${i}\t3\t881250949`);
    const { rejects } = await loadDataset(await folderOf({ 'u.data': [...ratings, '1\t2\t3'].join('\n') }));
    expect(rejects).toMatchObject([{ file: 'u.data', line: 201, reason: '3 fields instead of 4' }]);
  });
});
