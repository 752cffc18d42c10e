import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysSince1970, readIsoTime, type WrittenTime } from './iso-time.js';

/** The time that a text names, amid other bytes. */
function timeIn(text: string): WrittenTime | undefined {
  const bytes = Buffer.from(`9${text}9`);
  const time = { local: Number.NaN, ahead: Number.NaN };
  return readIsoTime(bytes, 1, bytes.length - 1, time) ? time : undefined;
}

const utcOf = (text: string) => {
  const time = timeIn(text);
  return time && time.local - 60_000 * time.ahead;
};

const local = { local: Date.UTC(2019, 9, 1, 23, 5, 7), ahead: Number.NaN };

describe('an ISO time', () => {
  it.each([
    ['2019-10-01', { ...local, local: Date.UTC(2019, 9, 1) }],
    ['2019-10-01 23:05', { ...local, local: Date.UTC(2019, 9, 1, 23, 5) }],
    ['2019-10-01T23:05:07', local],
    ['2019-10-01 23:05:07', local],
    ['2019-10-01 23:05:07Z', { ...local, ahead: 0 }],
    ['2019-10-01 23:05:07 UTC', { ...local, ahead: 0 }],
    ['2019-10-01 23:05:07 GMT', { ...local, ahead: 0 }],
    ['2019-10-01T23:05:07+02:00', { ...local, ahead: 120 }],
    ['2019-10-01T23:05:07 +0530', { ...local, ahead: 330 }],
    ['2019-10-01T23:05:07-03', { ...local, ahead: -180 }],
    ['2019-10-01T23:05:07-00:30', { ...local, ahead: -30 }],
    ['2019-10-01T23:05:07.5Z', { local: local.local + 500, ahead: 0 }],
    ['2019-10-01T23:05:07,123', { ...local, local: local.local + 123 }],
    ['2019-10-01T23:05:07.123999999+01:00', { local: local.local + 123, ahead: 60 }],
  ])('may be %s', (text, time) => {
    expect(timeIn(text)).toEqual(time);
  });

  it.each([
    ...['', '2019', '2019-10', '2019-1-1', '19-10-01', '20191001', '2019/10/01', '01.10.2019', '2019-10-01T'],
    ...[
      '2019-10-01T23',
      '2019-10-01T23:5',
      '2019-10-01T2305',
      '2019-10-01x23:05',
      '2019-10-01T23:05:',
      '2019-10-01T23:05:7',
    ],
    ...['2019-10-01T24:00', '2019-10-01T23:60', '2019-10-01T23:05:60', '2019-10-01T23:05:07.', '2019-10-01T23:05:07.x'],
    ...['2019-00-01', '2019-13-01', '2019-10-00', '2019-10-32', '2019-02-29', '1900-02-29', '2019-04-31', '0000-00-00'],
    ...[
      '2019-10-01T23:05:07 CET',
      '2019-10-01T23:05:07 UTC+1',
      '2019-10-01T23:05:07+',
      '2019-10-01T23:05:07+2',
      '2019-10-01T23:05:07+19:00',
    ],
    ...[
      '2019-10-01T23:05:07+02:60',
      '2019-10-01T23:05:07+0200x',
      '2019-10-01T23:05:07 ',
      '2019-10-01 Z',
      '２019-10-01',
    ],
  ])('is not "%s"', (text) => {
    expect(timeIn(text)).toBe(undefined);
  });

  it('is the moment that Date.parse finds, for any date and zone', () => {
    const digits = (value: number, length = 2) => String(value).padStart(length, '0');
    const date = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, fc.integer({ min: -14 * 60, max: 14 * 60 }), (moment, ahead) => {
        expect(utcOf(moment.toISOString())).toBe(moment.getTime());
        const zone = `${ahead < 0 ? '-' : '+'}${digits(Math.floor(Math.abs(ahead) / 60))}:${digits(Math.abs(ahead) % 60)}`;
        const text = moment.toISOString().replace('Z', zone);
        expect(utcOf(text)).toBe(Date.parse(text));
        expect(timeIn(moment.toISOString().slice(0, 10))!.local).toBe(Date.parse(moment.toISOString().slice(0, 10)));
      }),
      { numRuns: 1000 },
    );
  });

  it('exists on just the days that the calendar has', () => {
    for (const year of [1600, 1900, 1970, 2000, 2019, 2020, 2100])
      for (let month = 0; month <= 13; month++)
        for (let day = 0; day <= 32; day++) {
          const date = new Date(Date.UTC(year, month - 1, day));
          const exists = month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
          expect(daysSince1970(year, month, day)).toBe(exists ? date.getTime() / 86_400_000 : Number.NaN);
        }
  });
});
