import { InputError } from '../../errors.js';
import { daysSince1970, type WrittenTime } from './iso-time.js';

const english = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The signs of a pattern: a regular expression of what each stands for, longest first. */
const signs: Readonly<Record<string, string>> = {
  yyyy: '\\d{4}',
  yy: '\\d{2}',
  MMM: '[A-Za-z]{3}',
  MM: '\\d{2}',
  M: '\\d{1,2}',
  dd: '\\d{2}',
  d: '\\d{1,2}',
  HH: '\\d{2}',
  H: '\\d{1,2}',
  hh: '\\d{2}',
  h: '\\d{1,2}',
  mm: '\\d{2}',
  ss: '\\d{2}',
  SSS: '\\d{3}',
  a: '[AaPp][Mm]',
  XXX: '[+-]\\d{2}:\\d{2}|Z',
};

/** Reads times written by a pattern. */
export interface TimePattern {
  /** Reads a text into `time`; returns false where it does not follow the pattern. */
  readonly read: (text: string, time: WrittenTime) => boolean;
}

/**
 * Reads a pattern such as `dd.MM.yyyy HH:mm:ss`, with the signs of Unicode's date patterns (TR 35): `yyyy yy MMM MM M dd d HH H hh h a
 * mm ss SSS XXX`. Text in `'…'`, digits and punctuation stand for themselves. `yy` is 1970 to 2069.
 * @throws InputError for an unknown sign, a sign given twice, or a pattern without year, month or day.
 */
export function timePattern(pattern: string): TimePattern {
  const found: string[] = [];
  const expression = pattern.replace(
    /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']/g,
    (piece, quoted: string | undefined) => {
      if (quoted !== undefined) return literal(quoted.replaceAll("''", "'") || "'");
      if (!/^[A-Za-z]/.test(piece)) return literal(piece);
      if (!Object.hasOwn(signs, piece))
        throw wrong(pattern, `"${piece}" is no sign of it`, `signs among ${Object.keys(signs).join(' ')}`);
      if (found.some((sign) => sign[0] === piece[0]))
        throw wrong(pattern, `"${piece[0]}" occurs twice`, 'each sign once');
      found.push(piece);
      return `(?<${piece}>${signs[piece]})`;
    },
  );
  const has = (letter: string) => found.some((sign) => sign.startsWith(letter));
  for (const letter of ['y', 'M', 'd'])
    if (!has(letter)) throw wrong(pattern, `it has no "${letter}"`, 'day, month, year');
  if (has('h') && !has('a')) throw wrong(pattern, 'it has "h" without "a"', '"HH" for hours from 0 to 23');
  const whole = new RegExp(`^${expression}$`);
  return { read: (text, time) => readInto(time, whole.exec(text)?.groups) };
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const wrong = (pattern: string, what: string, expected: string): InputError =>
  new InputError(`the time pattern "${pattern}" cannot be used: ${what}`, {}, `${expected}, e.g. dd.MM.yyyy HH:mm:ss`);

function readInto(time: WrittenTime, part: Readonly<Record<string, string>> | undefined): boolean {
  if (!part) return false;
  const number = (...names: string[]): number => Number(names.map((name) => part[name]).find((text) => text) ?? 0);
  const short = number('yy');
  const year = part.yyyy ? number('yyyy') : short + (short < 70 ? 2000 : 1900);
  const month = part.MMM ? english.indexOf(part.MMM.toLowerCase()) + 1 : number('MM', 'M');
  const days = daysSince1970(year, month, number('dd', 'd'));
  const half = part.a ? number('hh', 'h') % 12 : number('HH', 'H');
  if (part.a && !(number('hh', 'h') >= 1 && number('hh', 'h') <= 12)) return false;
  const hour = half + (/^p/i.test(part.a ?? '') ? 12 : 0);
  const [minute, second] = [number('mm'), number('ss')];
  if (Number.isNaN(days) || hour > 23 || minute > 59 || second > 59) return false;
  time.local = days * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000 + number('SSS');
  time.ahead = minutesAhead(part.XXX);
  return true;
}

/** The minutes of `+02:00`; 0 for `Z`, NaN where a time names no zone. */
function minutesAhead(zone: string | undefined): number {
  if (zone === undefined) return Number.NaN;
  if (zone === 'Z') return 0;
  const [hours, minutes] = zone.slice(1).split(':').map(Number);
  return (zone[0] === '-' ? -1 : 1) * (60 * hours! + minutes!);
}
