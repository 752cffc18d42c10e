import { eventKinds } from '../event-log.js';
import { shown } from '../shown.js';

/** The type of a field in a table file: how DuckDB reads it, and how errors explain a wrong one. */
export interface ColumnType {
  /** The typed array that the column becomes; none for text. */
  readonly array?: 'int' | 'double' | 'byte';
  /** SQL for the value of field `x`; NULL, or a value that `valid` refuses, where the field is wrong. */
  readonly value: (x: string) => string;
  /** SQL for the only accepted spelling of value `v` of field `x`; any other (`1e3`, `12.7`, `007`) is wrong. */
  readonly written: (v: string, x: string) => string;
  /** SQL condition on the value `v`. */
  readonly valid: (v: string) => string;
  /** Returns what is wrong with a field, undefined where it is right. */
  readonly explain: (text: string) => string | undefined;
  /** Description of a correct field. */
  readonly expected: string;
  /** SQL condition on `v`: the value is in another unit. If it holds for most rows, the whole file is refused. */
  readonly wrongUnit?: (v: string) => string;
}

const largestId = 2 ** 31 - 1;
/** In seconds the year 5138, in milliseconds March 1973: no log reaches either, so this value separates the two units. */
const unitBorder = 1e11;
/** Values from here on (March 1973) are clock seconds, values below are positions: no log has that many rows. */
export const firstClockSecond = unitBorder / 1000;
/** Beyond any date that JavaScript supports, in either unit. */
const lastTime = 1e14;

/** pandas writes whole numbers as `4005.0` in a column with gaps. */
const isWhole = (text: string) => /^(0|[1-9][0-9]*)(\.0)?$/.test(text);

/** SQL of the only accepted spelling of the whole number `v` of field `x`, with a trailing `.0` if the field has one. */
const writtenWhole = (v: string, x: string) =>
  `CASE WHEN ends_with(${x}, '.0') THEN ${v} || '.0' ELSE ${v}::VARCHAR END`;

function explainWhole(text: string): string | undefined {
  if (text === '') return 'is empty';
  if (/^-[0-9]+$/.test(text)) return `is negative (${shown(text)})`;
  return isWhole(text) ? undefined : `is no whole number ("${shown(text)}")`;
}

const explainId = (text: string): string | undefined =>
  explainWhole(text) ?? (Number(text) > largestId ? `is larger than ${largestId} (${shown(text)})` : undefined);

/** A whole number from 0 to 2³¹−1. */
export const id: ColumnType = {
  array: 'int',
  value: (x) => `try_cast(${x} AS INTEGER)`,
  written: writtenWhole,
  valid: (v) => `${v} >= 0`,
  explain: explainId,
  expected: `a whole number from 0 to ${largestId}`,
};

/** An id; an empty field becomes −1. */
export const optionalId: ColumnType = {
  array: 'int',
  value: (x) => `CASE ${x} WHEN '' THEN -1 ELSE try_cast(${x} AS INTEGER) END`,
  written: (v, x) => `CASE ${v} WHEN -1 THEN '' ELSE ${writtenWhole(v, x)} END`,
  valid: (v) => `${v} >= -1`,
  explain: (text) => (text === '' ? undefined : explainId(text)),
  expected: `${id.expected}, or nothing`,
};

/** 0 or 1. */
export const flag: ColumnType = {
  array: 'byte',
  value: (x) => `try_cast(${x} AS UTINYINT)`,
  written: (v) => `${v}::VARCHAR`,
  valid: (v) => `${v} <= 1`,
  explain: (text) => (/^[01]$/.test(text) ? undefined : `is neither 0 nor 1 ("${shown(text)}")`),
  expected: '0 or 1',
};

/** The name of an event kind, read as its code. */
export const eventKind: ColumnType = {
  array: 'byte',
  value: (x) => `CASE ${x} ${eventKinds.map((kind, code) => `WHEN '${kind}' THEN ${code}`).join(' ')} END::UTINYINT`,
  written: (_, x) => x,
  valid: (v) => `${v} IS NOT NULL`,
  explain: (text) =>
    (eventKinds as readonly string[]).includes(text) ? undefined : `is no kind of event ("${shown(text)}")`,
  expected: eventKinds.join(', '),
};

/** Any text. */
export const text: ColumnType = {
  value: (x) => x,
  written: (_, x) => x,
  valid: (v) => `${v} IS NOT NULL`,
  explain: () => undefined,
  expected: 'text',
};

function explainFuture(text: string, now: number): string | undefined {
  if (Number(text) >= lastTime) return `is no time (${shown(text)})`;
  return Number(text) > now ? `lies in the future (${shown(text)})` : undefined;
}

/** Milliseconds since 1970, not after `now` (ms). */
export const milliseconds = (now: number): ColumnType => ({
  array: 'double',
  value: (x) => `try_cast(${x} AS BIGINT)::DOUBLE`,
  written: (v, x) => writtenWhole(`try_cast(${v} AS BIGINT)`, x),
  valid: (v) => `${v} BETWEEN ${unitBorder} AND ${now}`,
  explain: (text) => {
    const wrong = explainWhole(text);
    if (wrong) return wrong;
    if (Number(text) < unitBorder) return `is in seconds, not milliseconds (${text})`;
    return explainFuture(text, now);
  },
  expected: 'milliseconds since 1970, 13 digits such as 1433221332117, not in the future',
  wrongUnit: (v) => `${v} >= 0 AND ${v} < ${unitBorder}`,
});

/** Seconds since 1970, a fraction allowed, not before `from` (s) and not after `now` (ms). */
export const seconds = (now: number, from = 0): ColumnType => ({
  array: 'double',
  value: (x) => `CASE WHEN regexp_full_match(${x}, '[0-9]+([.][0-9]+)?') THEN try_cast(${x} AS DOUBLE) END`,
  written: (_, x) => x,
  valid: (v) => `${v} BETWEEN ${from} AND ${now / 1000}`,
  explain: (text) => {
    if (text === '') return 'is empty';
    if (!/^[0-9]+([.][0-9]+)?$/.test(text)) return `is no number of seconds ("${shown(text)}")`;
    if (Number(text) < from) return `is no time in Unix seconds (${shown(text)})`;
    if (Number(text) >= unitBorder && Number(text) < lastTime)
      return `is in milliseconds, not seconds (${shown(text)})`;
    return explainFuture(text, now / 1000);
  },
  expected: 'seconds since 1970 such as 1433221332, not in the future',
  wrongUnit: (v) => `${v} >= ${unitBorder} AND ${v} < ${lastTime}`,
});

/** A position in an order: a whole number from 0, below the first second of a clock. */
export const position: ColumnType = {
  array: 'double',
  value: (x) => `try_cast(${x} AS BIGINT)::DOUBLE`,
  written: (v, x) => writtenWhole(`try_cast(${v} AS BIGINT)`, x),
  valid: (v) => `${v} >= 0 AND ${v} < ${firstClockSecond}`,
  explain: (text) =>
    explainWhole(text) ??
    (Number(text) < firstClockSecond ? undefined : `is a clock’s time in a file of positions (${shown(text)})`),
  expected: `a position below ${firstClockSecond}, as in most rows`,
};
