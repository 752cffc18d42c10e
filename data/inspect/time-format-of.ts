import { dayMs } from '../calendar.js';
import { TimeColumn, type TimeSettings } from '../load/time/time-column.js';
import { timePattern } from '../load/time/time-pattern.js';

/** How the times of a column are written. */
export interface FoundTime {
  readonly settings: TimeSettings;
  /** The first and the last of the times looked at, in ms. */
  readonly from: number;
  readonly to: number;
  /** Whether any has a time of day. */
  readonly hasClock: boolean;
  readonly lacksZone: boolean;
  /** Another pattern that all these times follow too: day and month exchanged. */
  readonly other?: string;
}

const plain = ['iso', 'seconds', 'milliseconds', 'microseconds', 'nanoseconds'] as const;
const dates = [
  ...[
    'd.M.yyyy',
    'd/M/yyyy',
    'M/d/yyyy',
    'd-M-yyyy',
    'M-d-yyyy',
    'yyyy/M/d',
    'yyyy.M.d',
    'yyyyMMdd',
    'd.M.yy',
    'd/M/yy',
    'M/d/yy',
  ],
  ...['d MMM yyyy', 'd-MMM-yyyy', 'MMM d, yyyy', 'dd/MMM/yyyy'],
];
const clocks = [
  '',
  ' H:mm',
  ' H:mm:ss',
  ' H:mm:ss.SSS',
  ', H:mm',
  ', H:mm:ss',
  "'T'H:mm:ss",
  ' h:mm a',
  ' h:mm:ss a',
  ':HH:mm:ss',
  'HHmmss',
];
const patterns = [...dates.flatMap((date) => clocks.map((clock) => `${date}${clock}`)), 'yyyy-MM-dd HH'];

/** Enough of the values for a format to be told by. */
const enough = 500;
const leastShare = 0.95;

/** The format that nearly all values have; undefined where they are no times. */
export function timeFormatOf(values: readonly string[], now: number): FoundTime | undefined {
  if (values.length === 0) return undefined;
  const step = Math.max(1, Math.floor(values.length / enough));
  const some = values.filter((_, i) => i % step === 0);
  const unit = plain.map((format) => read(some, { format }, now)).find((found) => found !== undefined);
  if (unit) return unit;
  const fitting = patterns.filter((pattern) => follow(some.slice(0, 20), pattern));
  const found = fitting.flatMap((format) => read(some, { format }, now) ?? []);
  // Exchanged days and months scatter a log over the year.
  const [best, second] = found.sort((a, b) => a.to - a.from - (b.to - b.from));
  return best && { ...best, ...(second && { other: second.settings.format! }) };
}

function follow(values: readonly string[], pattern: string): boolean {
  const { read } = timePattern(pattern);
  const time = { local: 0, ahead: 0 };
  return values.filter((value) => read(value, time)).length >= leastShare * values.length;
}

function read(values: readonly string[], settings: TimeSettings, now: number): FoundTime | undefined {
  const column = new TimeColumn(now);
  column.use(settings);
  const right = values.filter((value, row) => {
    const bytes = Buffer.from(value);
    return column.read(bytes, 0, bytes.length, row);
  });
  if (right.length < leastShare * values.length) return undefined;
  const times = column.first(values.length).filter((time) => !Number.isNaN(time));
  const from = times.reduce((a, b) => Math.min(a, b));
  const to = times.reduce((a, b) => Math.max(a, b));
  const hasClock = times.some((time) => time % dayMs !== 0);
  return { settings, from, to, hasClock, lacksZone: column.lacksZone };
}
