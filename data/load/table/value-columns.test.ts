import { describe, expect, it } from 'vitest';
import { idList } from '../../ids.js';
import type { Column } from './column.js';
import { FlagColumn, NumberColumn, TextColumn, WordColumn } from './value-columns.js';

const read = (column: Column, text: string, row: number) => {
  const bytes = Buffer.from(`1${text}1`);
  return column.read(bytes, 1, bytes.length - 1, row);
};

describe('a column of numbers', () => {
  const numberIn = (text: string, decimal?: '.' | ',') => {
    const column = new NumberColumn();
    column.use(decimal);
    return read(column, text, 0) ? column.at(0) : column.explain(text);
  };

  it.each([
    ['12', 12],
    ['0', 0],
    ['12.50', 12.5],
    ['12,50', 12.5],
    ['12,5', 12.5],
    ['1.234,56', 1234.56],
    ['1,234.56', 1234.56],
    ['1.234.567', 1234567],
    ['1,234,567', 1234567],
    ['1.234.567,8', 1234567.8],
    ['1,234,567.8', 1234567.8],
    ['1.234', 1.234],
    ['1234,567', 1234.567],
    ['0,1234', 0.1234],
    ['1e-05', 1e-5],
    ['1E5', 1e5],
    ['1.5e+3', 1500],
    ['1,5e3', 1500],
    ['+3', 3],
    ['+3,50', 3.5],
    ['', Number.NaN],
    ['NULL', Number.NaN],
  ])('reads %s as %d', (text, number) => {
    expect(numberIn(text)).toBe(number);
  });

  it('reads by the decimal sign that is known', () => {
    expect(['1.234', '1,234', '1.234,5', '1,234.5'].map((text) => numberIn(text, '.'))).toEqual([
      ...[1.234, 1234, 'is no number ("1.234,5")', 1234.5],
    ]);
    expect(['1.234', '1,234', '1.234,5', '12.5'].map((text) => numberIn(text, ','))).toEqual([
      ...[1234, 1.234, 1234.5, 'is no number ("12.5")'],
    ]);
  });

  it.each([
    ['1,234', 'may be thousands or a fraction ("1,234"): a mapping’s "decimal" says which'],
    ['-3', 'is negative (-3)'],
    ['-3,50', 'is negative (-3,50)'],
    ['12 €', 'is no number ("12 €")'],
    ['1e400', 'is no number ("1e400")'],
    ['e3', 'is no number ("e3")'],
    ['+-3', 'is no number ("+-3")'],
    ['-1,234', 'is negative (-1,234)'],
    ['Infinity', 'is no number ("Infinity")'],
    ['1,23,456', 'is no number ("1,23,456")'],
    ['12.', 'is no number ("12.")'],
    ['1.2.3', 'is no number ("1.2.3")'],
    ['٣', 'is no number ("٣")'],
  ])('refuses %s', (text, reason) => {
    expect(numberIn(text)).toBe(reason);
  });

  it('says what may be behind a negative one', () => {
    expect(new NumberColumn(': a refund?').explain('-3')).toBe('is negative (-3): a refund?');
  });

  it('has no number in a row that is skipped', () => {
    const column = new NumberColumn();
    read(column, '5', 0);
    column.skip(1);
    expect(column.first(2)).toEqual(Float64Array.of(5, Number.NaN));
    expect(column.explain('5')).toBe(undefined);
  });

  it('has room for many', () => {
    const column = new NumberColumn();
    for (let row = 0; row < 5000; row++) read(column, `${row},5`, row);
    expect(column.first(5000)).toEqual(Float64Array.from({ length: 5000 }, (_, row) => row + 0.5));
  });
});

describe('a column of flags', () => {
  it('reads 0 and 1 alone', () => {
    const column = new FlagColumn();
    expect(['0', '1'].map((text, row) => read(column, text, row))).toEqual([true, true]);
    expect(column.first(2)).toEqual(Uint8Array.of(0, 1));
    for (const text of ['', '2', '01', 'x', '/']) {
      expect(read(column, text, 2)).toBe(false);
      expect(column.explain(text)).toBe(`is neither 0 nor 1 ("${text}")`);
    }
    column.skip(2);
    expect([column.at(2), column.explain('1')]).toEqual([0, undefined]);
  });
});

describe('a column of texts', () => {
  it('numbers the distinct ones', () => {
    const column = new TextColumn();
    for (const [row, text] of ['été', 'b', 'été'].entries()) expect(read(column, text, row)).toBe(true);
    column.skip(3);
    expect(column.first(4)).toEqual(Int32Array.of(0, 1, 0, 2));
    expect(idList(column.texts.texts)).toEqual(['été', 'b', '']);
    expect([column.at(2), column.at(3), column.codeAt(1)]).toEqual(['été', '', 1]);
  });

  it('knows none where the whole text says that it is missing', () => {
    const column = new TextColumn();
    for (const [row, text] of ['NULL', 'Null Pointer', '', 'none', 'b', ' N/A '].entries()) read(column, text, row);
    expect(column.known(6)).toEqual(Int32Array.of(-1, 1, -1, -1, 4, -1));
  });
});

describe('a column of words', () => {
  it('reads those with a meaning, by the file', () => {
    const column = new WordColumn('buy');
    column.use((word) => (word === 'buy' ? 2 : word === 'look' ? 0 : undefined), 7);
    expect(['buy', 'look', 'buy', 'sell', ''].map((text, row) => read(column, text, row))).toEqual([
      ...[true, true, true, false, false],
    ]);
    expect([column.explain('buy'), column.explain('sell'), column.explain(''), column.explain('NA')]).toEqual([
      ...[undefined, 'is no kind of event ("sell")', 'is empty', 'is missing ("NA")'],
    ]);
    column.use((word) => (word === 'sell' ? 1 : undefined), 5);
    expect(read(column, 'sell', 3)).toBe(true);
    column.skip(4);
    expect([0, 1, 2, 3, 4].map((row) => column.at(row))).toEqual([2, 0, 2, 1, 5]);
    expect([read(column, 'buy', 3), column.at(3)]).toEqual([false, 5]);
  });
});
