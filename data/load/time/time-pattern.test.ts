import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.js';
import { timePattern } from './time-pattern.js';

const timeBy = (pattern: string, text: string) => {
  const time = { local: Number.NaN, ahead: Number.NaN };
  return timePattern(pattern).read(text, time) ? time : undefined;
};
const without = (local: number) => ({ local, ahead: Number.NaN });
const noon = Date.UTC(2019, 9, 1, 12, 5, 7);

describe('a time pattern', () => {
  it.each([
    ['dd.MM.yyyy', '01.10.2019', without(Date.UTC(2019, 9, 1))],
    ['dd.MM.yyyy HH:mm:ss', '01.10.2019 12:05:07', without(noon)],
    ['d/M/yy H:mm', '1/10/19 9:05', without(Date.UTC(2019, 9, 1, 9, 5))],
    ['M/d/yy', '12/31/70', without(Date.UTC(1970, 11, 31))],
    ['M/d/yy', '1/2/69', without(Date.UTC(2069, 0, 2))],
    ['yyyyMMddHHmmss', '20191001120507', without(noon)],
    ['dd-MMM-yyyy', '01-Oct-2019', without(Date.UTC(2019, 9, 1))],
    ['MMM d, yyyy h:mm a', 'OCT 1, 2019 12:05 pm', without(Date.UTC(2019, 9, 1, 12, 5))],
    ['MMM d, yyyy h:mm a', 'oct 1, 2019 12:05 AM', without(Date.UTC(2019, 9, 1, 0, 5))],
    ['yyyy-MM-dd hh:mm:ss a', '2019-10-01 11:05:07 PM', without(Date.UTC(2019, 9, 1, 23, 5, 7))],
    ['yyyy-MM-dd HH:mm:ss.SSS', '2019-10-01 12:05:07.089', without(noon + 89)],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", '2019-10-01T12:05:07+05:30', { local: noon, ahead: 330 }],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", '2019-10-01T12:05:07-01:00', { local: noon, ahead: -60 }],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", '2019-10-01T12:05:07Z', { local: noon, ahead: 0 }],
    ["dd.MM.yyyy 'um' HH 'o''clock'", "01.10.2019 um 12 o'clock", without(Date.UTC(2019, 9, 1, 12))],
    ['(yyyy) [MM] dd+', '(2019) [10] 01+', without(Date.UTC(2019, 9, 1))],
  ])('%s reads %s', (pattern, text, time) => {
    expect(timeBy(pattern, text)).toEqual(time);
  });

  it.each([
    ['dd.MM.yyyy', '1.10.2019'],
    ['dd.MM.yyyy', '31.04.2019'],
    ['dd.MM.yyyy', '29.02.2019'],
    ['dd.MM.yyyy', '01.13.2019'],
    ['dd.MM.yyyy', '01-10-2019'],
    ['dd.MM.yyyy', '01.10.2019 '],
    ['dd.MM.yyyy', 'x01.10.2019'],
    ['dd.MM.yyyy HH:mm', '01.10.2019 24:00'],
    ['dd.MM.yyyy HH:mm', '01.10.2019 23:60'],
    ['dd.MM.yyyy h:mm a', '01.10.2019 13:05 PM'],
    ['dd.MM.yyyy h:mm a', '01.10.2019 0:05 PM'],
    ['dd-MMM-yyyy', '01-Okt-2019'],
  ])('%s does not read "%s"', (pattern, text) => {
    expect(timeBy(pattern, text)).toBe(undefined);
  });

  it.each([
    [
      'dd.MM.yyyy q',
      '"q" is no sign of it\n  expected: signs among yyyy yy MMM MM M dd d HH H hh h mm ss SSS a XXX, e.g. dd.MM.yyyy HH:mm:ss',
    ],
    ['DD.MM.YYYY', '"DD" is no sign of it\n  expected: signs among '],
    ['dd.MM.yyyy dd', '"d" occurs twice\n  expected: each sign once, e.g. '],
    ['MM.yyyy', 'it has no "d"\n  expected: day, month, year, e.g. '],
    ['dd.MM', 'it has no "y"\n  expected: day, month, year, e.g. '],
    ['dd.mm.yyyy', 'it has no "M"\n  expected: day, month, year, e.g. '],
    ['dd.MM.yyyy hh:mm', 'it has "h" without "a"\n  expected: "HH" for hours from 0 to 23, e.g. '],
  ])('%s is refused', (pattern, message) => {
    expect(() => timePattern(pattern)).toThrow(`the time pattern "${pattern}" cannot be used: ${message}`);
    expect(() => timePattern(pattern)).toThrow(InputError);
  });
});
