import { describe, expect, it } from 'vitest';
import { type Id, idList, isText } from '../../ids.js';
import { IdColumn, remarkOnTexts } from './id-column.js';

/** Reads texts into a column, each into the next row if it is right; `refused` are read, and their row then refused by another column. */
function columnOf(texts: readonly string[], { isOptional = false, refused = [] as readonly string[] } = {}) {
  const column = new IdColumn(isOptional);
  let rows = 0;
  const wrong: string[] = [];
  for (const text of texts) {
    const bytes = Buffer.from(`"${text}"`);
    if (!column.read(bytes, 1, bytes.length - 1, rows)) wrong.push(text);
    else if (!refused.includes(text)) rows++;
  }
  return { column, rows, wrong };
}

const idsOf = (texts: readonly string[], options?: Parameters<typeof columnOf>[1]): (Id | undefined)[] => {
  const { column, rows } = columnOf(texts, options);
  const { vocabulary, dense } = column.encode(rows);
  return Array.from(dense, (id) => (id < 0 ? undefined : vocabulary.idOf(id)));
};

describe('a column of ids', () => {
  it('is of numbers where all are whole numbers below 2³¹', () => {
    const { column, rows } = columnOf(['7', '2147483647', '0', '7']);
    const { vocabulary, dense } = column.encode(rows);
    expect(vocabulary.ids).toEqual(Int32Array.of(0, 7, 2147483647));
    expect(dense).toEqual(Int32Array.of(1, 2, 0, 1));
  });

  it('takes a number with .0 behind it for the number, as long as there are only numbers', () => {
    expect(idsOf(['7.0', '7', '4005.0'])).toEqual([7, 7, 4005]);
    expect(idsOf(['7.0', '7', '4005.0', 'x'])).toEqual(['7.0', '7', '4005.0', 'x']);
    expect(idsOf(['x', '7.0', '7'])).toEqual(['x', '7.0', '7']);
  });

  it.each([
    'x',
    '-1',
    '2147483648',
    '007',
    '1e3',
    '7.5',
    '7.00',
    '９',
    'é',
    'a b',
    '9'.repeat(400),
    '-',
    '\u00a0',
    '"',
    '\\',
  ])('is of texts with one that is "%s", each as it stands', (text) => {
    expect(idsOf(['7', text, '12'])).toEqual(['7', text, '12']);
  });

  it('has them in ascending order, texts by their bytes', () => {
    const { column, rows } = columnOf(['b', 'é', 'B', '10', '9']);
    expect(idList(column.encode(rows).vocabulary.ids)).toEqual(['10', '9', 'B', 'b', 'é']);
  });

  it('knows no missing one, and no control character', () => {
    expect(columnOf(['', 'NULL', 'a\tb', '\x1f', '\x7f', '1\n2', 'ok']).wrong).toEqual([
      ...['', 'NULL', 'a\tb', '\x1f', '\x7f', '1\n2'],
    ]);
    const column = new IdColumn();
    expect(['', 'NULL', 'a\tb', 'ok', '7'].map((text) => column.explain(text))).toEqual([
      ...['is empty', 'is missing ("NULL")', 'holds a control character ("a\\x09b")', undefined, undefined],
    ]);
    expect(column.expected).toBe('an id: a number or a text');
  });

  it('may have missing ones where they are optional, among numbers and texts', () => {
    const options = { isOptional: true };
    expect(idsOf(['', '7', 'null', '7.0'], options)).toEqual([undefined, 7, undefined, 7]);
    expect(idsOf(['', '7', 'x', 'NaN', '8'], options)).toEqual([undefined, '7', 'x', undefined, '8']);
    const { column } = columnOf(['', '7'], options);
    expect([column.isMissing(0), column.isMissing(1), column.explain('')]).toEqual([true, false, undefined]);
    column.skip(2);
    expect(column.encode(3).dense).toEqual(Int32Array.of(-1, 0, -1));
    expect(column.expected).toBe('an id, or nothing');
  });

  it('does not know the ids of refused rows, and stays one of numbers for all their texts', () => {
    expect(idsOf(['7.0', 'x', '8', 'y', '9'], { refused: ['x', 'y'] })).toEqual([7, 8, 9]);
    expect(idsOf(['7', 'x', '2147483648', '9'], { refused: ['x', '2147483648'] })).toEqual([7, 9]);
    expect(idsOf(['a', 'x', 'b'], { refused: ['x'] })).toEqual(['a', 'b']);
    expect(idsOf(['a', 'x', '', 'b'], { refused: ['x'], isOptional: true })).toEqual(['a', undefined, 'b']);
    const { column, rows } = columnOf(['a', 'x', 'b'], { refused: ['x'] });
    expect(idList(column.encode(rows).vocabulary.ids)).toEqual(['a', 'b']);
  });

  it('does not know the text of a refused row whose place one without the column takes', () => {
    const { column, rows } = columnOf(['a', 'x'], { refused: ['x'], isOptional: true });
    column.skip(rows);
    expect(column.encode(2).dense).toEqual(Int32Array.of(0, -1));
  });

  it('keeps many apart', () => {
    const numbers = Array.from({ length: 5000 }, (_, row) => String((row * 7919) % 1000));
    expect(idsOf(numbers)).toEqual(numbers.map(Number));
    expect(idsOf([...numbers, 'x'])).toEqual([...numbers, 'x']);
    const texts = numbers.map((number) => `sku-${number}`);
    expect(idsOf(texts)).toEqual(texts);
  });

  it('has the ids of rows in order, those of the first rows alone', () => {
    const { column } = columnOf(['9', '7', '9', 'x']);
    expect(idList(column.ids(3))).toEqual([9, 7, 9]);
    expect(isText(column.ids(4))).toBe(true);
    expect(idList(column.ids(4))).toEqual(['9', '7', '9', 'x']);
  });
});

describe('the remark that ids are texts', () => {
  const placeOf = (row: number) => ({ file: '/shop/events.csv', line: row + 2 });
  const remarkOn = (...texts: string[]) => {
    const { column, rows } = columnOf([...Array.from({ length: 198 }, (_, i) => String(i)), ...texts]);
    return remarkOnTexts('item', column.encode(rows), placeOf);
  };

  it('is made where at most one of a hundred is no whole number, and names the first', () => {
    expect(remarkOn('x\t'.trim(), 'y')).toBe(
      'events.csv: item is kept as text, which takes more time and memory than numbers: 2 of 200 ids are no whole number up to 2147483647, the first in line 200 ("x")',
    );
    expect(remarkOn('-4')).toContain('1 of 199 ids is no whole number up to 2147483647, the first in line 200 ("-4")');
  });

  it('is not made for numbers, and where more are texts', () => {
    expect(remarkOn('198')).toBe(undefined);
    expect(remarkOn('x', 'y', 'z')).toBe(undefined);
  });
});
