import { didYouMean } from '../../did-you-mean.js';
import { InputError } from '../../errors.js';
import { shown } from '../../shown.js';
import { nameIn, namesOf, type TableLayout } from './table-layout.js';

/** Where the columns of a layout stand in a file. */
export interface Header {
  readonly delimiter: string;
  /** The number of fields in a row. */
  readonly fields: number;
  /** The number of fields up to the last that has a name: rows may lack those behind it. */
  readonly named: number;
  /** The place of each column that the file has, by the column's name. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** Where the line of the original file stands. */
  readonly linePlace?: number;
  /** The names in the file that the layout does not read. */
  readonly unused: readonly string[];
}

const delimiters = [',', ';', '\t', '|'] as const;

/** A name in a header as it is compared: without regard to case, blanks, dashes, and the type that RecBole's files name. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/:(token|float)(_seq)?$/, '')
    .replace(/[\s_-]+/g, '');

/** The delimiter of a file: the layout's own, or the one by which the first line names most columns. */
export function delimiterOf(layout: TableLayout, firstLine: string): string {
  if (layout.delimiter !== undefined) return layout.delimiter;
  const wanted = new Set(Object.keys(layout.columns).map((column) => plainName(nameIn(layout, column))));
  const score = (delimiter: string) => {
    const names = firstLine.split(delimiter).map((name) => plainName(name.replace(/^"|"\r?$/g, '')));
    return 1000 * names.filter((name) => wanted.has(name)).length + names.length;
  };
  return delimiters.reduce((best, one) => (score(one) > score(best) ? one : best));
}

/** The places of the columns of a file without a header. */
export function placesWithoutHeader(layout: TableLayout, names: readonly string[]): Header {
  const placeOf = new Map(
    names.map((name, place) => [name, place] as const).filter(([name]) => name in layout.columns),
  );
  return { delimiter: layout.delimiter ?? ',', fields: names.length, named: names.length, placeOf, unused: [] };
}

/**
 * Finds the columns by their names in a header.
 * @throws InputError naming all that are missing, each with the nearest name that is there, and all that occur twice.
 */
export function readHeader(path: string, layout: TableLayout, names: readonly string[], delimiter: string): Header {
  const found = names.map(plainName);
  const placeOf = new Map<string, number>();
  const missing: string[] = [];
  const doubled: string[] = [];
  for (const column of Object.keys(layout.columns)) {
    const name = nameIn(layout, column);
    const place = found.indexOf(plainName(name));
    if (place >= 0) placeOf.set(column, place);
    else if (!layout.optional?.includes(column)) missing.push(name);
    if (place >= 0 && place !== found.lastIndexOf(plainName(name))) doubled.push(name);
  }
  if (missing.length + doubled.length > 0) {
    const text = names.join(delimiter);
    throw new InputError(
      whatIsWrong(names, missing, doubled, placeOf.size, text),
      { file: path, line: 1 },
      namesOf(layout, delimiter),
    );
  }
  const linePlace = layout.lineColumn === undefined ? -1 : names.indexOf(layout.lineColumn);
  const used = new Set([...placeOf.values(), linePlace]);
  const unused = names.filter((name, place) => !used.has(place) && name.trim() !== '').map(shown);
  const named = names.findLastIndex((name) => name.trim() !== '') + 1;
  return { delimiter, fields: names.length, named, placeOf, unused, ...(linePlace >= 0 && { linePlace }) };
}

function whatIsWrong(
  names: readonly string[],
  missing: readonly string[],
  doubled: readonly string[],
  found: number,
  text: string,
): string {
  if (found === 0 && names.some((name) => /^"?-?\d/.test(name))) return `the header is missing: ${shown(text)}`;
  if (found === 0) return `is no header of this file: ${shown(text)}`;
  const lacks = missing.map((name) => {
    const nearest = didYouMean(name, names.map(shown)).trim();
    return nearest === '' ? `"${name}"` : `"${name}" (${nearest})`;
  });
  return [
    ...(lacks.length > 0 ? [`has no column ${lacks.join(', ')}`] : []),
    ...(doubled.length > 0 ? [`has more than one column ${doubled.map((name) => `"${name}"`).join(', ')}`] : []),
  ].join('; ');
}
