import { describe, expect, it } from 'vitest';
import { TimeColumn, type TimeSettings } from './time-column.js';

const now = Date.UTC(2020, 0, 1);

/** The times of texts after a column has looked at a sample of them: ms, or what is wrong. */
function timesOf(texts: readonly string[], settings: TimeSettings = {}, sample = texts) {
  const column = new TimeColumn(now);
  column.use(settings);
  column.settle(sample);
  return texts.map((text, row) => {
    const bytes = Buffer.from(`9${text}9`);
    const isRight = column.read(bytes, 1, bytes.length - 1, row);
    expect(column.explain(text) === undefined).toBe(isRight);
    return isRight ? column.first(row + 1)[row] : column.explain(text);
  });
}

const moment = 1433221332117;

describe('times', () => {
  it.each([
    ['seconds', '1433221332', 1433221332000],
    ['seconds with a fraction', '1433221332.1174', moment],
    ['milliseconds', '1433221332117', moment],
    ['milliseconds as pandas writes them', '1433221332117.0', moment],
    ['microseconds', '1433221332117000', moment],
    ['nanoseconds', '1433221332117000123', moment],
    ['all digits with an exponent', '1.433221332117E+12', moment],
    ['ISO 8601', '2015-06-02T05:02:12.117Z', moment],
    ['ISO 8601 with an offset', '2015-06-02 07:02:12.117+02:00', moment],
  ])('may be %s, which a file’s first rows tell', (_, text, time) => {
    expect(timesOf([text, text])).toEqual([time, time]);
  });

  it('are of the format that most of the first rows have; others are wrong and say why', () => {
    const most = ['1433221332', '1433221333', '1433221334'];
    expect(
      timesOf([
        ...most,
        '1433221332117',
        '1433221332117000',
        '2015-06-02',
        '2015',
        'x',
        '',
        'NULL',
        '-1',
        '5',
        '1600000000',
      ]).slice(3),
    ).toEqual([
      'is in milliseconds, not seconds (1433221332117)',
      'is in microseconds, not seconds (1433221332117000)',
      'is no number of seconds ("2015-06-02")',
      'is no time in Unix seconds (2015)',
      'is no number of seconds ("x")',
      'is empty',
      'is missing ("NULL")',
      'is negative (-1)',
      'is no time in Unix seconds (5)',
      'lies in the future (1600000000)',
    ]);
    const dates = ['2015-06-02 05:02:12 UTC', '2015-06-02', '2015-06-03'];
    expect(
      timesOf([
        ...dates,
        '1433221332',
        '2015-02-29',
        '02.06.2015',
        '2020-01-02',
        '1970-01-01',
        '0001-01-01 00:00:00',
      ]).slice(3),
    ).toEqual([
      'is in seconds (1433221332), unlike most',
      'is no time ("2015-02-29")',
      'is no time ("02.06.2015")',
      'lies in the future (2020-01-02)',
      'lies before March 1973 (1970-01-01)',
      'lies before March 1973 (0001-01-01 00:00:00)',
    ]);
  });

  it('of a file in none of the formats are wrong, and the error lists the formats', () => {
    const column = new TimeColumn(now);
    column.use({});
    column.settle(['02.06.2015', '03.06.2015']);
    expect(column.explain('02.06.2015')).toBe('is no time ("02.06.2015")');
    expect(column.expected).toBe(
      'Unix time in seconds, milliseconds, microseconds or nanoseconds, or ISO 8601 such as 2019-10-01 00:00:00 UTC',
    );
  });

  it('that have lost digits are wrong, whatever the format', () => {
    expect(timesOf(['1.43322E+12'])).toEqual(['has lost its last digits (1.43322E+12)']);
    expect(timesOf(['1.43322E+12'], {}, ['1433221332117'])).toEqual(['has lost its last digits (1.43322E+12)']);
    expect(timesOf(['1.43322e9', '1433221332'])).toEqual(['has lost its last digits (1.43322e9)', 1433221332000]);
    expect(timesOf(['1433221332117.5'], {}, ['1433221332117'])).toEqual(['has a fraction of a unit (1433221332117.5)']);
  });

  it('may have a format that is given', () => {
    expect(timesOf(['1433221332', '1433221332117'], { format: 'milliseconds' })).toEqual([
      'is in seconds, not milliseconds (1433221332)',
      moment,
    ]);
    const pattern = { format: 'dd.MM.yyyy HH:mm', zone: 'Europe/Berlin' };
    expect(
      timesOf(['02.06.2015 07:02', '31.03.2019 02:30', '32.03.2019 02:30', '02.06.2025 07:02', '2015-06-02'], pattern),
    ).toEqual([
      Date.UTC(2015, 5, 2, 5, 2),
      'was skipped when the clocks of Europe/Berlin were put forward (31.03.2019 02:30)',
      'is no time ("32.03.2019 02:30")',
      'lies in the future (02.06.2025 07:02)',
      'is an ISO time (2015-06-02), unlike most',
    ]);
  });

  it('that name no zone are of the zone given, or of UTC, which is noted', () => {
    const column = new TimeColumn(now);
    const lacksZone = (text: string, settings: TimeSettings) => {
      column.use(settings);
      column.settle([text]);
      column.read(Buffer.from(text), 0, text.length, 0);
      return [column.first(1)[0], column.lacksZone];
    };
    expect(lacksZone('2015-06-02 05:02', {})).toEqual([Date.UTC(2015, 5, 2, 5, 2), true]);
    expect(lacksZone('2015-06-02 05:02Z', {})).toEqual([Date.UTC(2015, 5, 2, 5, 2), false]);
    expect(lacksZone('2015-06-02 05:02', { zone: 'Asia/Kolkata' })).toEqual([Date.UTC(2015, 5, 1, 23, 32), false]);
    expect(lacksZone('2015-06-02 05:02+01:00', { zone: 'Asia/Kolkata' })).toEqual([Date.UTC(2015, 5, 2, 4, 2), false]);
    expect(lacksZone('1433221332', {})).toEqual([1433221332000, false]);
  });

  it('may be positions where those are among the formats', () => {
    const among = ['seconds', 'milliseconds', 'position'];
    expect(timesOf(['0', '1', '2.5', '99999999', '100000000', '1433221332', 'x'], { among })).toEqual([
      ...[0, 1000, 2500, 99_999_999_000],
      'is a clock’s time in a file of positions (100000000)',
      'is a clock’s time in a file of positions (1433221332)',
      'is no whole number ("x")',
    ]);
    const column = new TimeColumn(now);
    column.use({ among });
    column.settle(['1433221332', '5']);
    expect(column.isOrder).toBe(false);
    column.settle(['1433221332', '5', '6']);
    expect(column.isOrder).toBe(true);
  });

  it('can be shifted, and have a least and a largest', () => {
    const column = new TimeColumn(now);
    column.use({ format: 'position' });
    for (const [row, text] of ['3', '1', '2'].entries()) column.read(Buffer.from(text), 0, 1, row);
    column.shift(1, 3, 500);
    column.skip(3);
    expect(column.first(4)).toEqual(Float64Array.of(3000, 1500, 2500, Number.NaN));
    expect([column.extreme(0, 3, Math.min), column.extreme(1, 3, Math.max)]).toEqual([1500, 2500]);
  });

  it('cannot be of a zone that there is none of', () => {
    expect(() => new TimeColumn(now).use({ zone: 'Europe/Berln' })).toThrow('there is no time zone "Europe/Berln"');
  });
});
