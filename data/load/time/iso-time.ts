const [DASH, COLON, SPACE, POINT, COMMA, PLUS, T, Z] = [45, 58, 32, 46, 44, 43, 84, 90];

/** A written time: ms since 1970 as if it were UTC, and the minutes by which its zone is ahead; NaN where it names no zone. */
export interface WrittenTime {
  local: number;
  ahead: number;
}

/**
 * Reads an ISO 8601 time from the bytes `from … to` into `time`: `2019-10-01`, `2019-10-01 00:00:00 UTC`, `2014-04-07T10:51:09.277Z`,
 * `2019-10-01T00:00:00+02:00`. Returns false for anything else, and for dates that do not exist. Fractions end at the millisecond.
 */
export function readIsoTime(bytes: Uint8Array, from: number, to: number, time: WrittenTime): boolean {
  const length = to - from;
  if (length < 10 || bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) return false;
  const year = 100 * two(bytes, from) + two(bytes, from + 2);
  const month = two(bytes, from + 5);
  const date = two(bytes, from + 8);
  const days = daysSince1970(year, month, date);
  if (Number.isNaN(days)) return false;
  time.local = days * 86_400_000;
  time.ahead = Number.NaN;
  let at = from + 10;
  if (at === to) return true;
  if (bytes[at] !== T && bytes[at] !== SPACE) return false;
  if (to - at < 6 || bytes[at + 3] !== COLON) return false;
  const hour = two(bytes, at + 1);
  const minute = two(bytes, at + 4);
  at += 6;
  let second = 0;
  let fraction = 0;
  if (bytes[at] === COLON && at < to) {
    if (to - at < 3) return false;
    second = two(bytes, at + 1);
    at += 3;
    if (at < to && (bytes[at] === POINT || bytes[at] === COMMA)) {
      const start = ++at;
      let unit = 100;
      for (; at < to && isDigit(bytes[at]!); at++, unit /= 10) if (unit >= 1) fraction += unit * (bytes[at]! - 48);
      if (at === start) return false;
    }
  }
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return false;
  time.local += ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  time.ahead = minutesAhead(bytes, at, to);
  return at === to || !Number.isNaN(time.ahead);
}

/** The minutes of a zone in the bytes `from … to`: `Z`, ` UTC`, `+02:00`, `-0530` or `+02`; NaN for another. */
function minutesAhead(bytes: Uint8Array, from: number, to: number): number {
  const at = from < to && bytes[from] === SPACE ? from + 1 : from;
  const length = to - at;
  if (length === 1 && bytes[at] === Z) return 0;
  const sign = bytes[at] === PLUS ? 1 : bytes[at] === DASH ? -1 : 0;
  if (sign === 0) return /^(UTC|GMT)$/.test(String.fromCharCode(...bytes.subarray(at, Math.min(to, at + 4)))) ? 0 : NaN;
  const hasColon = length === 6 && bytes[at + 3] === COLON;
  if (length !== 3 && length !== 5 && !hasColon) return Number.NaN;
  const hours = two(bytes, at + 1);
  const minutes = length === 3 ? 0 : two(bytes, at + (hasColon ? 4 : 3));
  return hours <= 18 && minutes <= 59 ? sign * (60 * hours + minutes) : Number.NaN;
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/** Two digits as a number, NaN where they are none. */
const two = (bytes: Uint8Array, at: number): number =>
  isDigit(bytes[at]!) && isDigit(bytes[at + 1]!) ? 10 * bytes[at]! + bytes[at + 1]! - 528 : Number.NaN;

/** Days from 1970-01-01 to a date of the Gregorian calendar; NaN where the date does not exist. */
export function daysSince1970(year: number, month: number, date: number): number {
  const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (!(date >= 1 && date <= (lengths[month - 1] ?? 0))) return Number.NaN;
  // Years that begin in March end with the leap day, so a month's start is a linear function (Hinnant, "chrono-compatible date algorithms").
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const yearOfEra = y - 400 * era;
  return 146_097 * era + 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + inYear - 719_468;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
