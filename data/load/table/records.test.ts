import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Records } from './records.js';

interface ReadRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** The records of a text that comes in chunks of the given sizes (the last one for the rest), those that are broken as their text. */
function recordsOf(text: string, sizes: readonly number[] = [], delimiter = ',', hasQuotes = true) {
  const records = new Records({ delimiter, hasQuotes });
  const found: (ReadRecord | { line: number; broken: string })[] = [];
  const read = (isLast: boolean) => {
    while (records.next(isLast)) {
      const { line, fields, isBroken } = records;
      if (isBroken) found.push({ line, broken: records.text() });
      else found.push({ line, fields: Array.from({ length: fields }, (_, i) => records.field(i)) });
    }
  };
  const bytes = Buffer.from(text);
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? bytes.length;
    records.feed(bytes.subarray(at, at + size));
    at += size;
    read(false);
  }
  read(true);
  return found;
}

const fieldsOf = (text: string, delimiter = ',', hasQuotes = true) =>
  recordsOf(text, [], delimiter, hasQuotes).map((record) => ('fields' in record ? record.fields : record.broken));

describe('records', () => {
  it.each([
    [
      'end with LF, CRLF or the file',
      'a,b\nc,d\r\ne,f',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ],
    ],
    [
      'may have empty fields',
      ',\na,,b\n,',
      [
        ['', ''],
        ['a', '', 'b'],
        ['', ''],
      ],
    ],
    ['may be empty lines', 'a\n\n\r\nb\n', [['a'], [''], [''], ['b']]],
    ['lose the spaces around a field', ' a ,b  c,  \n', [['a', 'b  c', '']]],
    ['keep the spaces in quotes', '" a ",b\n', [[' a ', 'b']]],
    [
      'may have quotes, and delimiters and line breaks in them',
      '"a,b","c\nd"\n"e\r\nf",g',
      [
        ['a,b', 'c\nd'],
        ['e\r\nf', 'g'],
      ],
    ],
    ['may have doubled quotes in quotes', '"a ""b""","",""""\n', [['a "b"', '', '"']]],
    ['may have quotes within a field', 'a"b,7 1/2"\n', [['a"b', '7 1/2"']]],
    ['keep a CR that ends no line', 'a\rb,c\r,d\r\n', [['a\rb', 'c\r', 'd']]],
    ['may hold letters beyond ASCII', 'é,☃,😀\n', [['é', '☃', '😀']]],
  ])('%s', (_, text, fields) => {
    expect(fieldsOf(text)).toEqual(fields);
  });

  it.each([
    ['is never closed', 'a,"b\nc,d\n', ['a,"b', ['c', 'd']]],
    ['is never closed, at the end', 'c,d\na,"b', [['c', 'd'], 'a,"b']],
    ['has text behind the closing one', '"a"b,c\r\nd,e\n', ['"a"b,c', ['d', 'e']]],
    ['has a space behind the closing one', '"a" ,c\nd,e\n', ['"a" ,c', ['d', 'e']]],
    ['is closed with another record between', '"a\nb"c,d\ne\n', ['"a', ['b"c', 'd'], ['e']]],
  ])('are one line where a quote %s', (_, text, records) => {
    expect(fieldsOf(text)).toEqual(records);
  });

  it('have quotes as ordinary characters where quotes are literal', () => {
    expect(fieldsOf('"a,b"\n"c\n', ',', false)).toEqual([['"a', 'b"'], ['"c']]);
  });

  it('may have two characters between their fields, one of which is a character like any other', () => {
    expect(fieldsOf('1::a:b::::3:\n:::', '::')).toEqual([
      ['1', 'a:b', '', '3:'],
      ['', ':'],
    ]);
    expect(fieldsOf('"a::b"::"c"\n"d":e\n"f"::\n', '::')).toEqual([['a::b', 'c'], '"d":e', ['f', '']]);
  });

  it('know the line at which they begin', () => {
    expect(recordsOf('a\n"b\n\nc",d\r\n"e\nf\n')).toEqual([
      { line: 1, fields: ['a'] },
      { line: 2, fields: ['b\n\nc', 'd'] },
      { line: 5, broken: '"e' },
      { line: 6, fields: ['f'] },
    ]);
  });

  it('keep their text as it was, as Latin-1 where it is not UTF-8', () => {
    const records = new Records({ delimiter: ',', hasQuotes: true });
    records.feed(Buffer.from('"a ""b""" ,x\n"a ""b""",c\r\n'));
    records.feed(Buffer.from('caf\xe9,1\n', 'latin1'));
    const texts: string[] = [];
    while (records.next(true)) texts.push(records.text());
    expect(texts).toEqual(['"a ""b""" ,x', '"a ""b""",c', 'caf\xe9,1']);
  });

  it('have a number of fields; delimiters at the end with nothing between them do not count', () => {
    const records = new Records({ delimiter: ',', hasQuotes: true });
    records.feed(Buffer.from('a,b,,\n'));
    records.next(true);
    expect([1, 2, 3, 4, 5].map((wanted) => records.hasFields(wanted))).toEqual([false, true, true, true, false]);
  });

  it('of more fields than are looked at are counted', () => {
    const records = new Records({ delimiter: ',', hasQuotes: true });
    records.feed(Buffer.from(`${','.repeat(9999)}\na\n`));
    expect([records.next(true), records.fields]).toEqual([true, 10_000]);
    expect([records.next(true), records.field(0)]).toEqual([true, 'a']);
  });

  it('are broken where a quoted field is longer than 1 MiB, however the file comes in chunks', () => {
    const text = `"${`${'a'.repeat(99)}\n`.repeat(12_000)}",b\n`;
    const whole = recordsOf(text);
    expect(whole.length).toBe(12_001);
    expect(whole[0]).toEqual({ line: 1, broken: `"${'a'.repeat(99)}` });
    expect(recordsOf(text, [100_000])).toEqual(whole);
  });

  it('are the same in chunks of one byte, and of any other size', () => {
    const texts = [
      'a,"b ""c""\r\n,d"\r\n"e\nf",\n"g"h,i\n\n,"',
      '"a"::"b\n"::c\r\n:::\n::',
      ' é , "x" ,"☃"\r\n\r\n"1',
      '""\r\n"""",""\n"',
    ];
    for (const text of texts)
      for (const delimiter of [',', '::'])
        for (let size = 1; size < 12; size++)
          expect(recordsOf(text, [size], delimiter), `${text} in ${size}`).toEqual(recordsOf(text, [], delimiter));
  });
});

describe('records as RFC 4180 writes them', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', ':', '\n', '\r', '\r\n', ' ', '7') });
  const delimiter = fc.constantFrom(',', ';', '\t', '|', '::');
  const table = fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });

  it('are read back, however they come in chunks', () => {
    fc.assert(
      fc.property(table, delimiter, fc.constantFrom('\n', '\r\n'), sizes, (rows, between, end, chunks) => {
        const isPlain = (field: string) => !/["\n\r]|^ | $/.test(field) && !field.includes(between[0]!);
        const write = (field: string) => (isPlain(field) ? field : `"${field.replaceAll('"', '""')}"`);
        const written = rows.map((row) => row.map(write).join(between) + end).join('');
        let line = 1;
        const expected = rows.map((fields) => {
          const record = { line, fields };
          line += 1 + fields.join('').split('\n').length - 1;
          return record;
        });
        expect(recordsOf(written, chunks, between)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('or in any other way are cut alike, however they come in chunks', () => {
    fc.assert(
      fc.property(text, delimiter, sizes, fc.boolean(), (written, between, chunks, hasQuotes) => {
        expect(recordsOf(written, chunks, between, hasQuotes)).toEqual(recordsOf(written, [], between, hasQuotes));
      }),
      { numRuns: 1000 },
    );
  });

  it('and without quotes are what split makes of them', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', '"', ',', ':', '\n', '\r\n', ' ', '7') });
    fc.assert(
      fc.property(plain, fc.constantFrom(',', '::'), sizes, (written, between, chunks) => {
        const lines = written.split(/\r?\n/);
        if (lines.at(-1) === '') lines.pop();
        const fields = lines.map((line) => line.split(between).map((field) => field.replace(/^ +| +$/g, '')));
        expect(recordsOf(written, chunks, between, false)).toEqual(
          fields.map((fields, i) => ({ line: i + 1, fields })),
        );
      }),
      { numRuns: 500 },
    );
  });
});
