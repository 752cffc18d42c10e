import { expect, it } from 'vitest';
import { IdColumn } from '../table/id-column.js';
import { NumberColumn } from '../table/value-columns.js';
import { withUnknown } from './unknown-words.js';

const read = (column: ReturnType<typeof withUnknown>, text: string, row: number) =>
  column.read(Buffer.from(text), 0, text.length, row);

it('a column with words for what is unknown has no value where they stand', () => {
  const ids = new IdColumn(true);
  const column = withUnknown(ids, ['0', 'S']);
  expect(['a', 'S', '0', 'b'].map((text, row) => read(column, text, row))).toEqual([true, true, true, true]);
  const { vocabulary, dense } = ids.encode(4);
  expect(Array.from(dense, (id) => (id < 0 ? undefined : vocabulary.idOf(id)))).toEqual([
    'a',
    undefined,
    undefined,
    'b',
  ]);
});

it('a column may have negative numbers for what is unknown', () => {
  const prices = new NumberColumn();
  const column = withUnknown(prices, 'negative');
  expect(['-1.5', '1.5', 'x'].map((text, row) => read(column, text, row))).toEqual([true, true, false]);
  expect([prices.at(0), prices.at(1)]).toEqual([Number.NaN, 1.5]);
  expect(['-1.5', 'x'].map((text) => column.explain(text))).toEqual([undefined, 'is no number ("x")']);
});

it('it lets the column finish before the bytes are replaced, and forget a row that was refused', () => {
  const ids = new IdColumn(true);
  const column = withUnknown(ids, ['S']);
  const bytes = Buffer.from('aXS');
  for (const row of [0, 1]) column.read(bytes, row, row + 1, row);
  column.read(bytes, 2, 3, 1);
  column.flush();
  bytes.fill('?');
  expect(ids.encode(2)).toMatchObject({ vocabulary: { size: 1 }, dense: Int32Array.of(0, -1) });
  expect(ids.encode(2).vocabulary.idOf(0)).toBe('a');
});

it('it settles and explains as the column does, but for those words', () => {
  const seen: (readonly string[])[] = [];
  const ids = Object.assign(new IdColumn(), { settle: (sample: readonly string[]) => void seen.push(sample) });
  const column = withUnknown(ids, ['NA']);
  column.settle(['a']);
  column.skip(0);
  expect([seen, column.explain('NA'), column.explain(''), column.expected]).toEqual([
    ...[[['a']], undefined, 'is empty', 'an id: a number or a text'],
  ]);
});
