import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { idList } from '../ids.js';
import { type LoadOptions, loadDataset } from './load-dataset.js';

const table = (lines: readonly string[]) => ['SessionId ItemId Time', ...lines, ''].join('\n').replaceAll(' ', '\t');

const loadClicks = async (train: readonly string[], test: readonly string[], options?: LoadOptions) =>
  loadDataset(await folderOf({ 'train.tsv': table(train), 'test.tsv': table(test) }), options);

describe('session TSV', () => {
  it('gives views with their sessions, train before test; each session is a visitor', async () => {
    const { log, givenTest, eventRows } = await loadClicks(
      ['10 7 1441939000', '10 8 1441939060.5', '12 7 1441939030'],
      ['20 9 1441939900'],
    );
    expect(log).toMatchObject({
      time: Float64Array.of(1441939000000, 1441939030000, 1441939060500, 1441939900000),
      session: Int32Array.of(0, 1, 0, 2),
      visitor: Int32Array.of(0, 1, 0, 2),
      item: Int32Array.of(0, 0, 1, 2),
      event: new Uint8Array(4),
      transaction: Int32Array.of(-1, -1, -1, -1),
      row: Int32Array.of(0, 2, 1, 3),
      clock: 'wall',
    });
    expect(log.visitors.ids).toEqual(Int32Array.of(10, 12, 20));
    expect(givenTest).toEqual(Uint8Array.of(0, 0, 0, 1));
    expect(eventRows.map(({ file, rows }) => [file, rows])).toEqual([
      ['train.tsv', 3],
      ['test.tsv', 1],
    ]);
  });

  it('takes small times for positions: the log then has an order but no clock', async () => {
    const { log } = await loadClicks(['10 7 0', '10 8 1'], ['20 9 1441939900']);
    expect(log.clock).toBe('order');
    expect(log.time).toEqual(Float64Array.of(0, 1000, 1441939900000));
  });

  it('sees that times are positions though the first stands in quotes, or the first rows are bad or empty', async () => {
    const clockOf = async (...first: string[]) =>
      (await loadClicks([...first, '10 8 1'], ['20 9 2'], { maxRejects: 0.5 })).log.clock;
    expect(await clockOf('"10" "7" "0"')).toBe('order');
    expect(await clockOf('', '10 7 0')).toBe('order');
    expect(await clockOf('10 7 noon', '10 7 0')).toBe('order');
  });

  it('takes times before 2001 for a clock’s, and large positions for positions, by most rows of a file', async () => {
    const seconds = [...Array(150).keys()].map((k) => `${1 + (k >> 2)} ${k % 11} ${997_900_000 + k * 14_000}`);
    const crossing = await loadClicks(seconds, ['900 1 1000100000']);
    expect(crossing).toMatchObject({ log: { clock: 'wall' }, rejects: [], warnings: [] });
    const positions = [...Array(150).keys()].map((k) => `${1 + (k >> 2)} ${k % 11} ${98_000_000 + k}`);
    const { log, rejects, warnings } = await loadClicks(['1 1 1441939000', ...positions], ['900 1 1441939900']);
    const half = await loadClicks(['1 1 5', '1 1 1441939000'], ['900 1 1441939900'], { maxRejects: 0.5 });
    expect(half.log.clock).toBe('wall');
    expect(log.clock).toBe('order');
    expect(rejects).toMatchObject([{ line: 2, reason: expect.stringContaining('in a file of positions') }]);
    expect(warnings).toEqual([
      'train.tsv: Time is taken for positions, not Unix seconds, since most of its first values are below 100000000: the log has an order but no clock',
    ]);
  });

  it.each([22, 270, 400])('refuses a time of %i digits', async (digits) => {
    await expect(loadClicks(['10 7 1441939000'], [`20 9 ${'1'.padEnd(digits, '0')}`])).rejects.toThrow(
      /test\.tsv, line 2, column "Time": Time is no time \("10+…?"\) \(1 of 1 rows.*\n {2}expected: Unix time in seconds, milliseconds,/,
    );
  });

  it('counts positions that begin anew in test on from train', async () => {
    const { log, givenTest } = await loadClicks(['10 7 0', '10 8 1'], ['20 9 0', '20 7 1']);
    expect(log.time).toEqual(Float64Array.of(0, 1000, 2000, 3000));
    expect(givenTest).toEqual(Uint8Array.of(0, 0, 1, 1));
    const counted = await loadClicks(['10 7 0', '10 8 1'], ['20 9 2', '20 7 3']);
    expect(counted.log.time).toEqual(log.time);
    const timesWith = async (...test: string[]) => [...(await loadClicks(['10 7 0', '10 8 1'], test)).log.time];
    expect(await timesWith('20 9 5', '20 7 0')).toEqual([0, 1000, 2000, 7000]);
    expect(await timesWith('20 9 1')).toEqual([0, 1000, 3000]);
  });

  it('refuses positions in test where train has a clock', async () => {
    await expect(loadClicks(['10 7 1441939000'], ['20 9 5'])).rejects.toThrow(
      /test\.tsv, column "Time": has positions while train\.tsv has a clock\n {2}expected: Unix seconds/,
    );
  });

  it('keeps sessions and items that are texts', async () => {
    const { log } = await loadClicks(['a-1 sku-7 0', 'a-1 sku-8 1'], ['b-1 sku-7 2']);
    expect([idList(log.visitors.ids), idList(log.items.ids)]).toEqual([
      ['a-1', 'b-1'],
      ['sku-7', 'sku-8'],
    ]);
    expect(log.session).toEqual(log.visitor);
  });

  it('refuses a session in both files at its line, though rows before it have several', async () => {
    const test = 'SessionId\tItemId\tTitle\tTime\n20\t7\t"a\n\nb"\t1\n10\t7\tc\t2\n';
    const folder = await folderOf({ 'train.tsv': table(['10 7 0']), 'test.tsv': test });
    await expect(loadDataset(folder)).rejects.toThrow(/test\.tsv, line 5, column "SessionId": session 10 is in/);
  });

  it('refuses a session that lies in both files', async () => {
    await expect(loadClicks(['10 7 0'], ['11 7 0', '10 8 1'])).rejects.toThrow(
      /test\.tsv, line 3, column "SessionId": session 10 is in train\.tsv too/,
    );
    await expect(loadClicks(['10 7 0'], ['10 7 1'])).rejects.toThrow(
      /test\.tsv, line 2, .*\n {2}expected: each session in one of the two files/,
    );
  });

  it('takes milliseconds in either file, by most of its first rows', async () => {
    const { log } = await loadClicks(['10 7 1441939000123'], ['20 9 1441939900']);
    expect(log.time).toEqual(Float64Array.of(1441939000123, 1441939900000));
    await expect(
      loadClicks(['10 7 1441939000', '10 7 1441939000', '10 7 1441939000000'], ['20 9 1441939900']),
    ).rejects.toThrow(
      /train\.tsv, line 4, column "Time": Time is in milliseconds, not seconds \(1441939000000\) \(1 of 3 rows.*\n {2}expected: seconds since 1970/,
    );
  });

  it('takes columns in any order, and names those that are not read', async () => {
    const train = 'Time\tItemId\tCategory\tSessionId\n1441939000\t7\t1\t10\n';
    const test = 'itemid\tsession_id\ttime\n9\t20\t1441939900\n';
    const { log, warnings } = await loadDataset(await folderOf({ 'train.tsv': train, 'test.tsv': test }));
    expect([log.visitors.ids, log.items.ids]).toEqual([Int32Array.of(10, 20), Int32Array.of(7, 9)]);
    expect(warnings).toEqual(['train.tsv: columns that are not read: Category']);
  });

  it('refuses a file without one of the columns, and an empty one', async () => {
    const test = table(['20 9 5']);
    const other = await folderOf({ 'train.tsv': 'Session\tTimes\tItemId\n1\t2\t3\n', 'test.tsv': test });
    await expect(loadDataset(other)).rejects.toThrow(
      /train\.tsv, line 1: has no column "SessionId" \(did you mean "Session"\?\), "Time" \(did you mean "Times"\?\)\n {2}expected: SessionId<tab>ItemId<tab>Time/,
    );
    const empty = await folderOf({ 'train.tsv': '', 'test.tsv': test });
    await expect(loadDataset(empty)).rejects.toThrow(/train\.tsv: is empty/);
  });

  it.each([
    ['no item', '10 null 1441939000', 'ItemId is missing ("null")'],
    ['a position among times', '10 7 12', 'Time is no time in Unix seconds (12)'],
    ['milliseconds in one row', '10 7 1441939000000', 'Time is in milliseconds, not seconds (1441939000000)'],
    ['a time after now', '10 7 1500000001', 'Time lies in the future (1500000001)'],
    ['a missing field', '10 7', '2 fields instead of 3'],
  ])('sets aside %s', async (_, line, reason) => {
    const clicks = Array.from({ length: 200 }, (_, i) => `10 7 ${1441939000 + i}`);
    const { log, rejects } = await loadClicks([...clicks, line], ['20 9 1441939900'], { now: 1500000000000 });
    expect(rejects).toMatchObject([{ file: 'train.tsv', line: 202, rule: 'bad-row', reason }]);
    expect(log.row.at(-1)).toBe(201);
  });

  it('sets aside a time among positions', async () => {
    const clicks = Array.from({ length: 200 }, (_, i) => `10 7 ${i}`);
    const { rejects } = await loadClicks([...clicks, '10 7 1441939000'], ['20 9 300']);
    expect(rejects).toMatchObject([
      { line: 202, reason: 'Time is a clock’s time in a file of positions (1441939000)' },
    ]);
  });
});
