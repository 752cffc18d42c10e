import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.js';
import { IdColumn } from './id-column.js';
import { delimiterOf, placesWithoutHeader, readHeader } from './table-header.js';
import type { TableLayout } from './table-layout.js';

const layout: TableLayout = {
  columns: { time: new IdColumn(), item: new IdColumn(), price: new IdColumn() },
  names: { time: 'timestamp', item: 'itemid' },
  header: true,
};
const placesIn = (names: readonly string[], of = layout) => {
  const { placeOf, unused, fields } = readHeader('/shop/events.csv', of, names, ',');
  return { places: Object.fromEntries(placeOf), unused, fields };
};

describe('a header', () => {
  it('has columns by their names, in any order', () => {
    expect(placesIn(['timestamp', 'itemid', 'price'])).toEqual({
      places: { time: 0, item: 1, price: 2 },
      unused: [],
      fields: 3,
    });
    expect(placesIn(['price', 'timestamp', 'itemid']).places).toEqual({ time: 1, item: 2, price: 0 });
  });

  it('may have them in capitals, with blanks and dashes, and with RecBole’s types', () => {
    expect(placesIn(['TimeStamp', 'Item_ID', ' PRICE ']).places).toEqual({ time: 0, item: 1, price: 2 });
    expect(placesIn(['timestamp:float', 'item id:token', 'price:float_seq']).places).toEqual({
      time: 0,
      item: 1,
      price: 2,
    });
  });

  it('may have further columns, which are named, and columns without a name', () => {
    expect(placesIn(['shop', 'timestamp', '', 'itemid', 'Brand', 'price', ' '])).toEqual({
      places: { time: 1, item: 3, price: 5 },
      unused: ['shop', 'Brand'],
      fields: 7,
    });
  });

  it('may end with columns without a name, which rows may lack', () => {
    const header = readHeader('e.csv', layout, ['timestamp', 'itemid', '', 'price', '', ' '], ',');
    expect([header.fields, header.named]).toEqual([6, 4]);
  });

  it('may lack columns that are optional', () => {
    expect(placesIn(['itemid', 'timestamp'], { ...layout, optional: ['price'] }).places).toEqual({ time: 1, item: 0 });
  });

  it.each([
    [['timestamp', 'item', 'price'], 'has no column "itemid" (did you mean "item"?)'],
    [['zeit', 'itemid', 'priec'], 'has no column "timestamp", "price" (did you mean "priec"?)'],
    [['itemid'], 'has no column "timestamp", "price"'],
    [['timestamp', 'itemid', 'price', 'ItemID'], 'has more than one column "itemid"'],
    [
      ['timestamp', 'item-id', 'item_id', 'prize'],
      'has no column "price" (did you mean "prize"?); has more than one column "itemid"',
    ],
    [['a', 'b'], 'is no header of this file: a,b'],
    [['1433221332117', '5', '7'], 'the header is missing: 1433221332117,5,7'],
    [['"1433221332117"', '5', '7'], 'the header is missing: "1433221332117",5,7'],
    [['\x1b[31m'], 'is no header of this file: \\x1b[31m'],
    [['timestamp', 'itemid', 'pri\x1bce'], 'has no column "price" (did you mean "pri\\x1bce"?)'],
  ])('of %j is refused, with all that is wrong', (names, what) => {
    expect(() => placesIn(names)).toThrow(`/shop/events.csv, line 1: ${what}\n  expected: timestamp,itemid,price`);
    expect(() => placesIn(names)).toThrow(InputError);
  });

  it('may have a column for the line of the original file', () => {
    const header = readHeader(
      'e.csv',
      { ...layout, lineColumn: '#line' },
      ['#line', 'timestamp', 'itemid', 'price'],
      ',',
    );
    expect([header.linePlace, header.unused]).toEqual([0, []]);
    expect(readHeader('e.csv', layout, ['timestamp', 'itemid', 'price'], ',').linePlace).toBe(undefined);
  });
});

describe('the delimiter', () => {
  it.each([
    ['timestamp,itemid,price', ','],
    ['timestamp;itemid;price', ';'],
    ['timestamp\titemid\tprice', '\t'],
    ['timestamp|itemid|price', '|'],
    ['"timestamp";"itemid";"price"\r', ';'],
    ['Price;"a,b,c,d,e,f,g";itemid;timestamp', ';'],
    ['a,b;c;d', ';'],
    ['timestamp', ','],
    ['', ','],
  ])('of %j is the one by which most columns are named', (line, delimiter) => {
    expect(delimiterOf(layout, line)).toBe(delimiter);
  });

  it('may be given', () => {
    expect(delimiterOf({ ...layout, delimiter: '::' }, 'timestamp,itemid')).toBe('::');
  });
});

it('columns of a file without a header stand where the layout says', () => {
  expect(placesWithoutHeader({ ...layout, delimiter: '\t' }, ['item', '', 'time'])).toEqual({
    delimiter: '\t',
    fields: 3,
    named: 3,
    placeOf: new Map([
      ['item', 0],
      ['time', 2],
    ]),
    unused: [],
  });
});
