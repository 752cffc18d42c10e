import { countText } from '../../count-text.js';
import { shown } from '../../shown.js';
import type { ExplainedRow } from './explain-row.js';
import type { TableLayout } from './table-layout.js';
import { UnreadableFile } from './unreadable-file.js';

/** A bad row and its error. */
export interface BadRow extends ExplainedRow {
  readonly line: number;
  readonly text: string;
  /** What it has in the column of kinds. */
  readonly word: string | undefined;
}

interface Extent {
  /** Number of data rows of the file. */
  readonly rows: number;
  /** The rows of the table that the file's rows became. */
  readonly keptFrom: number;
  readonly keptTo: number;
  readonly maxRejects: number;
}

/**
 * Holds the bad rows of a file to the bound.
 * @throws UnreadableFile when more than the share `maxRejects` of all rows or of the rows of one kind are bad. Of a kind of an unknown
 * name all rows are bad; a name that occurs once is a typing error, and no kind.
 */
export function refuseBadRows(path: string, { kinds }: TableLayout, bad: readonly BadRow[], extent: Extent): void {
  const { rows, keptFrom, keptTo, maxRejects } = extent;
  if (bad.length === 0) return;
  const unknown = kinds ? unknownWords(bad, kinds.of) : [];
  if (bad.length > maxRejects * rows) refuseTooMany(path, bad, rows, maxRejects, unknown);
  if (!kinds) return;
  const kept = new Map<string, number>();
  for (let row = keptFrom; row < keptTo; row++) kept.set(kinds.at(row), (kept.get(kinds.at(row)) ?? 0) + 1);
  for (const [kind, lost] of groupByKind(bad, kinds.of)) {
    const isKnown = kinds.of(lost[0]!.word!) !== undefined;
    if (!isKnown && lost.length === 1) continue;
    const all = lost.length + (isKnown ? (kept.get(kind) ?? 0) : 0);
    if (lost.length <= maxRejects * all) continue;
    const bound = lost.length < all ? aboveBound(maxRejects) : allOfThem;
    throw refusal(
      path,
      lost[0]!,
      `${ofRows(lost.length, all, `rows of the kind ${shown(kind)}`)}${bound}; this is the first`,
      isKnown ? [] : unknown,
    );
  }
}

/** So many bad rows, more than half of those read, end the reading. */
const hopeless = 100_000;

/** @throws UnreadableFile where a file that is being read has so many bad rows that it will not be kept. */
export function refuseHopeless(path: string, bad: readonly BadRow[], rows: number, maxRejects: number): void {
  if (bad.length >= hopeless && 2 * bad.length > rows && maxRejects < 0.5) refuseTooMany(path, bad, rows, maxRejects);
}

/** @throws UnreadableFile that says how many rows are bad, and why the first is. */
function refuseTooMany(
  path: string,
  bad: readonly BadRow[],
  rows: number,
  maxRejects: number,
  unknown: readonly string[] = [],
): never {
  throw refusal(
    path,
    bad[0]!,
    `${ofRows(bad.length, rows, 'rows')}${aboveBound(maxRejects)}; this is the first`,
    unknown,
  );
}

type KindOf = NonNullable<TableLayout['kinds']>['of'];

function groupByKind(bad: readonly BadRow[], kindOf: KindOf): Map<string, BadRow[]> {
  const byKind = new Map<string, BadRow[]>();
  for (const row of bad) {
    if (row.word === undefined) continue;
    const kind = kindOf(row.word) ?? row.word;
    const rows = byKind.get(kind) ?? [];
    rows.push(row);
    byKind.set(kind, rows);
  }
  return byKind;
}

/** The words without a meaning that occur more than once, with their counts, the most frequent first. */
function unknownWords(bad: readonly BadRow[], kindOf: KindOf): string[] {
  const counts = new Map<string, number>();
  for (const { word } of bad)
    if (word !== undefined && kindOf(word) === undefined) counts.set(word, (counts.get(word) ?? 0) + 1);
  const often = [...counts].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1]);
  return often.map(([word, count]) => `${shown(word)} (${countText(count)})`);
}

const mostWords = 20;

function refusal(
  path: string,
  { reason, line, column, expected }: BadRow,
  why: string,
  unknown: readonly string[],
): UnreadableFile {
  const more = unknown.length > mostWords ? `, and ${unknown.length - mostWords} more` : '';
  const words = unknown.length > 1 ? `; words without a meaning: ${unknown.slice(0, mostWords).join(', ')}${more}` : '';
  return new UnreadableFile(
    `${reason} (${why}${words})`,
    { file: path, line, ...(column !== undefined && { column }) },
    expected,
  );
}

const ofRows = (bad: number, rows: number, what: string) =>
  `${countText(bad)} of ${countText(rows)} ${what} cannot be read`;
const allOfThem = ', which is all of them, and only --max-rejects 1 sets a whole kind aside';
const aboveBound = (share: number) => `, more than the ${+(share * 100).toPrecision(3)} % of --max-rejects`;
