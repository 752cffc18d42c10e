import { join } from 'node:path';
import {
  Bool,
  type DataType,
  DateDay,
  Decimal,
  Int64,
  makeData,
  makeVector,
  Table,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  TimestampSecond,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../../testing/folder-of.js';
import { stagedRows } from '../../../testing/staged-rows.js';
import { stageArrow } from './stage-arrow.js';

const stage = async (table: Table, type: 'file' | 'stream' = 'file') => {
  const folder = await folderOf({ 'a.arrow': tableToIPC(table, type) });
  return stageArrow(join(folder, 'a.arrow'), folder);
};

/** A vector of one value as Arrow stores it. */
const vectorOf = (type: DataType, data: Int32Array | BigInt64Array | Uint32Array) =>
  makeVector(makeData({ type, length: 1, data } as never));

describe('Arrow', () => {
  it.each(['file', 'stream'] as const)('becomes rows with their numbers (%s)', async (type) => {
    const table = new Table({
      id: vectorFromArray([9_007_199_254_740_993n, 7n], new Int64()),
      word: vectorFromArray(['view', 'cart']), // a dictionary
      text: vectorFromArray(['a,"b"\nc', null], new Utf8()),
      flag: vectorFromArray([true, null], new Bool()),
      price: vectorFromArray([12.5, 0.1]),
    });
    const staged = await stage(table, type);
    expect(await stagedRows(staged.path)).toEqual([
      ['1', '9007199254740993', 'view', 'a,"b"\nc', 'true', '12.5'],
      ['2', '7', 'cart', null, null, '0.1'],
    ]);
    expect(staged).toMatchObject({ timed: [], numbers: ['id', 'price'], bad: [] });
  });

  it.each([
    ['seconds', new TimestampSecond(), BigInt64Array.of(1_569_931_200n), '2019-10-01T12:00:00.000'],
    ['milliseconds', new TimestampMillisecond('UTC'), BigInt64Array.of(1_569_931_200_007n), '2019-10-01T12:00:00.007Z'],
    ['microseconds', new TimestampMicrosecond(), BigInt64Array.of(1_569_931_200_007_999n), '2019-10-01T12:00:00.007'],
    ['nanoseconds', new TimestampNanosecond(), BigInt64Array.of(1_569_931_200_007_999_000n), '2019-10-01T12:00:00.007'],
    ['days', new DateDay(), Int32Array.of(18_170), '2019-10-01T00:00:00.000'],
  ])('has times in %s, which are written in ISO 8601', async (_, type, data, expected) => {
    const staged = await stage(new Table({ a: vectorOf(type, data) }));
    expect(staged.timed).toEqual(['a']);
    expect(await stagedRows(staged.path)).toEqual([['1', expected]]);
  });

  it.each([
    [1250, '12.50'],
    [5, '0.05'],
    [0, '0.00'],
  ])('has decimals, %i hundredths being %s', async (stored, expected) => {
    const vector = vectorOf(new Decimal(2, 9, 128), Uint32Array.of(stored, 0, 0, 0));
    expect(await stagedRows((await stage(new Table({ a: vector }))).path)).toEqual([['1', expected]]);
  });

  it('is refused where it is none', async () => {
    const folder = await folderOf({ 'a.arrow': 'no arrow' });
    await expect(stageArrow(join(folder, 'a.arrow'), folder)).rejects.toThrow(
      /a\.arrow: .*\n {2}expected: a whole Arrow file/,
    );
  });
});
