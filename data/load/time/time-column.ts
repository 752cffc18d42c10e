import { shown } from '../../shown.js';
import { type Column, GrowingColumn } from '../table/column.js';
import { explainMissing, isMissing } from '../table/missing.js';
import { wholeNumberAt, withoutPointZero } from '../table/whole-number.js';
import { readIsoTime, type WrittenTime } from './iso-time.js';
import { type TimePattern, timePattern } from './time-pattern.js';
import { localTimes, type ToUtc } from './zone.js';

/** The units of Unix times, and how many ms each has. */
const units = { seconds: 1000, milliseconds: 1, microseconds: 1e-3, nanoseconds: 1e-6 } as const;
type Unit = keyof typeof units;
/** The format of a file whose first rows have none of the known ones. */
const unknown = 'unknown';
/** `position`: an order without a clock. */
const formats = [...(Object.keys(units) as Unit[]), 'iso', 'position', unknown] as const;
/** How times are written: a unit of Unix time, `iso`, `position`, or a pattern such as `dd.MM.yyyy HH:mm`. */
export type TimeFormat = string;

/** Times from March 1973 to the year 5138 lie between these, in ms: so the number of digits tells the unit. */
const [earliest, latest] = [1e11, 1e14];
/** Positions are below the first second of a clock: no log has that many rows. */
export const firstClockSecond = earliest / 1000;

export interface TimeSettings {
  /** One format of all times; by default the one that most of a file's first rows have. */
  readonly format?: TimeFormat;
  /** The formats among which a file's first rows choose; all but `position` by default. */
  readonly among?: readonly TimeFormat[];
  /** The zone of times that name none; UTC by default. */
  readonly zone?: string;
}

/** A column of times: ms since 1970, or positions times 1,000. */
export class TimeColumn extends GrowingColumn<Float64Array> implements Column {
  readonly #now: number;
  readonly #time: WrittenTime = { local: 0, ahead: 0 };
  #settings: TimeSettings = {};
  #toUtc: ToUtc | undefined;
  #format: TimeFormat = 'milliseconds';
  #pattern: TimePattern | undefined;
  #lacksZone = false;

  /** @param now the present (ms): later times are wrong. */
  constructor(now: number) {
    super(Float64Array);
    this.#now = now;
  }

  /**
   * Sets how the times of the files to come are written.
   * @throws InputError for a zone or a pattern that cannot be used.
   */
  use(settings: TimeSettings): void {
    this.#settings = settings;
    this.#toUtc = settings.zone === undefined ? undefined : localTimes(settings.zone);
    this.#lacksZone = false;
    if (settings.format !== undefined) this.#useFormat(settings.format);
  }

  get expected(): string {
    return expectations[this.#format] ?? `a time like ${this.#format}`;
  }

  /** Whether the last file has positions in the place of times. */
  get isOrder(): boolean {
    return this.#format === 'position';
  }

  /** Whether a time of the last file named no zone where none is set: it was read as UTC. */
  get lacksZone(): boolean {
    return this.#lacksZone;
  }

  settle(sample: readonly string[]): void {
    const { format, among = [...Object.keys(units), 'iso'] } = this.#settings;
    if (format !== undefined) return;
    const votes = among.map((candidate) => sample.filter((text) => isOf(candidate, text)).length);
    const most = Math.max(...votes);
    this.#useFormat(most > 0 ? among[votes.indexOf(most)]! : unknown);
  }

  explain(text: string): string | undefined {
    if (isMissing(text)) return explainMissing(text);
    const bytes = Buffer.from(text);
    if (!Number.isNaN(this.#read(bytes, 0, bytes.length))) return undefined;
    return (
      (this.#isWritten && this.#parse(bytes, 0, bytes.length) ? this.#explainDate(text) : undefined) ??
      explainTime(text, this.#format) ??
      `is no time ("${shown(text)}")`
    );
  }

  read(bytes: Uint8Array, from: number, to: number, row: number): boolean {
    this.reserve(row);
    this.values[row] = this.#read(bytes, from, to);
    return !Number.isNaN(this.values[row]!);
  }

  /** The least or largest time of the rows `from … to`. */
  extreme(from: number, to: number, better: (a: number, b: number) => number): number {
    return this.values.subarray(from, to).reduce((a, b) => better(a, b));
  }

  /** Adds to the times of the rows `from … to`. */
  shift(from: number, to: number, by: number): void {
    for (let row = from; row < to; row++) this.values[row]! += by;
  }

  skip(row: number): void {
    this.reserve(row);
    this.values[row] = Number.NaN;
  }

  #useFormat(format: TimeFormat): void {
    this.#format = format;
    this.#pattern = (formats as readonly string[]).includes(format) ? undefined : timePattern(format);
  }

  /** Whether times are written as dates, not as numbers. */
  get #isWritten(): boolean {
    return this.#format === 'iso' || this.#pattern !== undefined;
  }

  #parse(bytes: Uint8Array, from: number, to: number): boolean {
    return this.#pattern
      ? this.#pattern.read(Buffer.from(bytes.subarray(from, to)).toString(), this.#time)
      : readIsoTime(bytes, from, to, this.#time);
  }

  /** The time in ms, NaN where it is wrong. */
  #read(bytes: Uint8Array, from: number, to: number): number {
    const format = this.#format;
    if (this.#isWritten) {
      if (!this.#parse(bytes, from, to)) return Number.NaN;
      if (Number.isNaN(this.#time.ahead) && !this.#toUtc) this.#lacksZone = true;
      const utc = this.#utc();
      return utc >= earliest && utc <= this.#now ? utc : Number.NaN;
    }
    const whole = wholeNumberAt(bytes, from, withoutPointZero(bytes, from, to));
    const number =
      whole >= 0 ? whole : numberOf(String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 40))), format);
    if (format === 'position') return number >= 0 && number < firstClockSecond ? Math.round(number * 1000) : Number.NaN;
    const ms = format === 'milliseconds' ? number : number * (units[format as Unit] ?? Number.NaN);
    return ms >= earliest && ms <= this.#now ? Math.round(ms) : Number.NaN;
  }

  /** The moment of the date that was parsed; NaN where the clocks of the zone skip it. */
  #utc(): number {
    const { local, ahead } = this.#time;
    return Number.isNaN(ahead) ? (this.#toUtc?.(local) ?? local) : local - 60_000 * ahead;
  }

  /** Why a date that was parsed is wrong. */
  #explainDate(text: string): string {
    const utc = this.#utc();
    if (Number.isNaN(utc)) return `was skipped when the clocks of ${this.#settings.zone} were put forward (${text})`;
    return utc > this.#now ? `lies in the future (${shown(text)})` : `lies before March 1973 (${shown(text)})`;
  }
}

const expectations: Readonly<Record<string, string>> = {
  seconds: 'seconds since 1970 such as 1433221332, not in the future',
  milliseconds: 'milliseconds since 1970, 13 digits such as 1433221332117, not in the future',
  microseconds: 'microseconds since 1970, 16 digits such as 1433221332117000, not in the future',
  nanoseconds: 'nanoseconds since 1970, 19 digits, not in the future',
  iso: 'a time such as 2019-10-01 00:00:00 UTC or 2019-10-01T02:00:00+02:00, not in the future',
  [unknown]:
    'Unix time in seconds, milliseconds, microseconds or nanoseconds, or ISO 8601 such as 2019-10-01 00:00:00 UTC',
  position: `a position below ${firstClockSecond}, as in most rows`,
};

const decimal = /^[0-9]+([.][0-9]+)?$/;
const scientific = /^([0-9])(?:[.]([0-9]+))?[eE][+]?([0-9]{1,2})$/;

/**
 * A number that is written with a fraction or an exponent, NaN for another text. Whole units alone have no fraction, and a number
 * with an exponent must show all its digits: 1.43322E+12 has lost seven.
 */
function numberOf(text: string, format: TimeFormat): number {
  if (decimal.test(text))
    return format === 'seconds' || format === 'position' || (Number.isInteger(Number(text)) && /^\d{17,}$/.test(text))
      ? Number(text)
      : Number.NaN;
  const [, , fraction = '', exponent] = scientific.exec(text) ?? [];
  return exponent !== undefined && fraction.length >= Number(exponent) ? Number(text) : Number.NaN;
}

/** Whether a text is a time of a format, by its digits alone. */
function isOf(format: TimeFormat, text: string): boolean {
  const bytes = Buffer.from(text);
  if (format === 'iso') return readIsoTime(bytes, 0, bytes.length, { local: 0, ahead: 0 });
  if (!decimal.test(text) && !scientific.test(text)) return false;
  if (format === 'position') return Number(text) < firstClockSecond;
  const ms = Number(text) * (units[format as Unit] ?? Number.NaN);
  return ms >= earliest && ms < latest;
}

/** Why a text is no time of a format: because it is one of another, or for a reason that its format does not depend on. */
function explainTime(text: string, format: TimeFormat): string | undefined {
  const lost = scientific.exec(text);
  if (lost && (lost[2] ?? '').length < Number(lost[3])) return `has lost its last digits (${text})`;
  const isUnit = Object.hasOwn(units, format) || format === 'position';
  if (isUnit && /^-[0-9]/.test(text)) return `is negative (${shown(text)})`;
  if (isUnit && !decimal.test(text) && !lost)
    return `is no ${format === 'position' ? 'whole number' : `number of ${format}`} ("${shown(text)}")`;
  if (format === 'position') return `is a clock’s time in a file of positions (${shown(text)})`;
  if (isUnit && text.includes('.') && format !== 'seconds') return `has a fraction of a unit (${shown(text)})`;
  if (isUnit && Number(text) < earliest / 1000) return `is no time in Unix ${format} (${shown(text)})`;
  if (isUnit && isOf(format, text)) return `lies in the future (${shown(text)})`;
  const other = [...(Object.keys(units) as Unit[]), 'iso'].find((unit) => isOf(unit, text));
  if (other && other !== format && isUnit) return `is in ${other}, not ${format} (${shown(text)})`;
  if (other) return `is ${other === 'iso' ? 'an ISO time' : `in ${other}`} (${shown(text)}), unlike most`;
  return undefined;
}
