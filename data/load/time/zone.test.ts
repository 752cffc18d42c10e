import { describe, expect, it } from 'vitest';
import { localTimes } from './zone.js';

const utcOf = (zone: string, local: string) => {
  const utc = localTimes(zone)(Date.parse(`${local}Z`));
  return Number.isNaN(utc) ? undefined : new Date(utc).toISOString().replace('.000Z', '');
};

describe('a local time', () => {
  it.each([
    ['UTC', '2019-07-01T12:00:00', '2019-07-01T12:00:00'],
    ['Europe/Berlin', '2019-01-01T12:00:00', '2019-01-01T11:00:00'],
    ['Europe/Berlin', '2019-07-01T12:00:00', '2019-07-01T10:00:00'],
    ['America/New_York', '2019-07-01T20:30:00', '2019-07-02T00:30:00'],
    ['Asia/Kolkata', '2019-07-01T05:29:59', '2019-06-30T23:59:59'],
    ['Asia/Kathmandu', '2019-07-01T05:45:00', '2019-07-01T00:00:00'],
    ['Australia/Lord_Howe', '2019-01-01T11:00:00', '2019-01-01T00:00:00'],
    ['Pacific/Kiritimati', '2019-01-01T00:00:00', '2018-12-31T10:00:00'],
    ['+02:00', '2019-07-01T12:00:00', '2019-07-01T10:00:00'],
    ['-09:30', '2019-07-01T12:00:00', '2019-07-01T21:30:00'],
  ])('of %s, %s, is %s in UTC', (zone, local, utc) => {
    expect(utcOf(zone, local)).toBe(utc);
  });

  it('is none in the hour that clocks skip in spring, and right at its ends', () => {
    expect(utcOf('Europe/Berlin', '2019-03-31T01:59:59')).toBe('2019-03-31T00:59:59');
    expect(utcOf('Europe/Berlin', '2019-03-31T02:00:00')).toBe(undefined);
    expect(utcOf('Europe/Berlin', '2019-03-31T02:59:59')).toBe(undefined);
    expect(utcOf('Europe/Berlin', '2019-03-31T03:00:00')).toBe('2019-03-31T01:00:00');
    expect(utcOf('Pacific/Apia', '2011-12-30T12:00:00')).toBe(undefined);
  });

  it('is the first of the two that clocks show in autumn', () => {
    expect(utcOf('Europe/Berlin', '2019-10-27T01:59:59')).toBe('2019-10-26T23:59:59');
    expect(utcOf('Europe/Berlin', '2019-10-27T02:30:00')).toBe('2019-10-27T00:30:00');
    expect(utcOf('Europe/Berlin', '2019-10-27T03:00:00')).toBe('2019-10-27T02:00:00');
    expect(utcOf('Australia/Lord_Howe', '2019-04-07T01:45:00')).toBe('2019-04-06T14:45:00');
  });

  it('is one that the zone’s clocks show, all through a year', () => {
    for (const zone of ['Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Africa/Casablanca']) {
      const toUtc = localTimes(zone);
      const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      for (let local = Date.UTC(2018, 0, 1); local < Date.UTC(2019, 0, 1); local += 7 * 15 * 60_000) {
        const utc = toUtc(local);
        if (!Number.isNaN(utc)) expect(Date.parse(`${clock.format(utc).replace(' ', 'T')}Z`)).toBe(local);
      }
    }
  });

  it('keeps its milliseconds', () => {
    expect(localTimes('Asia/Kolkata')(Date.parse('2019-07-01T05:30:00.123Z'))).toBe(
      Date.parse('2019-07-01T00:00:00.123Z'),
    );
  });

  it.each(['Europe/Berln', 'Mars/Olympus', '', '+25:00', 'CEST'])(
    'cannot be of the zone "%s", which there is none of',
    (zone) => {
      expect(() => localTimes(zone)).toThrow(
        `there is no time zone "${zone}"\n  expected: a name such as Europe/Berlin, America/New_York or UTC, or an offset such as +02:00`,
      );
    },
  );
});
