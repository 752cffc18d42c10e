import { InputError } from '../../errors.js';

const quarterHour = 900_000;
const day = 86_400_000;

/** Returns the moment (ms since 1970) at which the clocks of a zone show a time, itself given as if it were UTC; NaN where they skip it. */
export type ToUtc = (local: number) => number;

/**
 * Reads the local times of a zone. A time that the clocks show twice, when summer time ends, is the first of the two.
 * @param name a zone of the IANA database such as `Europe/Berlin`, or an offset such as `+02:00`.
 * @throws InputError when there is no such zone.
 */
export function localTimes(name: string): ToUtc {
  const offsetAt = offsets(name);
  const shiftOf = new Map<number, number>();
  return (local) => {
    const quarter = Math.floor(local / quarterHour);
    let shift = shiftOf.get(quarter);
    if (shift === undefined) {
      const start = quarter * quarterHour;
      const candidates = [offsetAt(start - day), offsetAt(start + day)];
      shift = candidates.find((offset) => offsetAt(start - offset) === offset) ?? Number.NaN;
      shiftOf.set(quarter, shift);
    }
    return local - shift;
  };
}

/** The zone's distance to UTC in ms at a moment. */
function offsets(name: string): (utc: number) => number {
  const fixed = fixedOffset(name);
  if (fixed !== undefined) return () => fixed;
  const format = formatOf(name);
  return (utc) => {
    const part = Object.fromEntries(format.formatToParts(utc).map(({ type, value }) => [type, Number(value)]));
    const { year, month, day, hour, minute, second } = part as Record<string, number>;
    return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - Math.floor(utc / 1000) * 1000;
  };
}

/** The ms of an offset such as `+02:00`, which not every version of Node knows as a zone. */
function fixedOffset(name: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])([01][0-9]|2[0-3]):([0-5][0-9])$/.exec(name) ?? [];
  return sign === undefined ? undefined : (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes)) * 60_000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const digits = 'numeric' as const;
  try {
    return new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, hourCycle: 'h23', year: digits, month: digits, day: digits },
      ...{ hour: digits, minute: digits, second: digits },
    });
  } catch {
    throw new InputError(
      `there is no time zone "${timeZone}"`,
      {},
      'a name such as Europe/Berlin, America/New_York or UTC, or an offset such as +02:00',
    );
  }
}
