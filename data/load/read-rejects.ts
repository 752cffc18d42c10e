import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { countText } from '../count-text.js';
import type { Reject } from '../dataset.js';
import { shown } from '../shown.js';
import { explainRow } from './explain-row.js';
import { fieldsOf } from './fields.js';
import { UnreadableFile } from './lines.js';
import type { TableLayout } from './table-layout.js';

/** A table as created by `loadTable`: bad rows hold their text in `bad`. */
interface CheckedTable {
  readonly table: string;
  readonly path: string;
  readonly layout: TableLayout;
  readonly maxRejects: number;
  /** Number of data rows. */
  readonly rows: number;
  /** Whether the whole file could be decoded. */
  readonly isDecoded: boolean;
}

/** A bad row and its error. */
interface BadRow extends ReturnType<typeof explainRow> {
  readonly line: number;
  readonly text: string;
}

/**
 * Returns the bad rows of a table, which are set aside.
 * @throws UnreadableFile when more than the share `maxRejects` of all rows or of the rows of one kind are bad. Of a kind of an unknown
 * name all rows are bad; a name that occurs once is a typing error, and no kind.
 */
export async function readRejects(db: DuckDBConnection, checked: CheckedTable): Promise<Reject[]> {
  const { table, path, layout, maxRejects, rows } = checked;
  const sql = `FROM ${table} WHERE bad <> '' AND rowid >= ${layout.header ? 1 : 0}`;
  const counted = await db.runAndReadAll(`SELECT count(*) ${sql}`);
  const total = Number(counted.getRows()[0]![0]);
  if (total === 0) return [];
  const tooMany = total > maxRejects * rows;
  const result = await db.runAndReadAll(`SELECT rowid, bad ${sql} ORDER BY rowid ${tooMany ? 'LIMIT 1' : ''}`);
  const bad = result.getRows().map(([at, text]) => badRow(Number(at) + 1, text as string, checked));
  if (tooMany)
    throw refusal(path, bad[0]!, `${ofRows(total, rows, 'rows')}${aboveBound(maxRejects)}; this is the first`);
  if (layout.kinds) await refuseLostKinds(db, bad, checked, layout.kinds);
  return bad.map(({ line, reason, text }) => ({ file: basename(path), line, rule: 'bad-row', reason, text }));
}

function badRow(line: number, text: string, { layout, isDecoded }: CheckedTable): BadRow {
  const isStrange = !isDecoded && /\P{ASCII}/u.test(text);
  const { encoding = 'utf-8' } = layout;
  const explained = isStrange
    ? { reason: `is not ${encoding.toUpperCase()} text`, column: {}, expected: encoding.toUpperCase() }
    : explainRow(text, layout);
  return { line, text, ...explained };
}

/** Bad rows of a rare kind are few among all rows, so the bound applies to each kind on its own. */
async function refuseLostKinds(
  db: DuckDBConnection,
  bad: readonly BadRow[],
  { table, path, layout, maxRejects }: CheckedTable,
  { column, known }: NonNullable<TableLayout['kinds']>,
): Promise<void> {
  const place = Object.keys(layout.columns).indexOf(column);
  const byKind = new Map<string, BadRow[]>();
  for (const row of bad) {
    const kind = fieldsOf(row.text, layout)[place];
    if (kind === undefined) continue;
    const lost = byKind.get(kind) ?? [];
    lost.push(row);
    byKind.set(kind, lost);
  }
  for (const [kind, lost] of byKind) {
    const first = lost[0]!;
    const literal = Object.hasOwn(known, kind) ? known[kind] : undefined;
    if (literal === undefined && (lost.length === 1 || !layout.columns[column]!.explain(kind))) continue;
    const good = literal === undefined ? 'false' : `bad IS NULL AND "${column}" = ${literal}`;
    const result = await db.runAndReadAll(`SELECT count(*) FROM ${table} WHERE ${good}`);
    const rows = Number(result.getRows()[0]![0]) + lost.length;
    if (lost.length <= maxRejects * rows) continue;
    const bound = lost.length < rows ? aboveBound(maxRejects) : allOfThem;
    throw refusal(
      path,
      first,
      `${ofRows(lost.length, rows, `rows of the kind ${shown(kind)}`)}${bound}; this is the first`,
    );
  }
}

function refusal(path: string, { reason, line, column, expected }: BadRow, why: string): UnreadableFile {
  return new UnreadableFile(`${reason} (${why})`, { file: path, line, ...column }, expected);
}

const ofRows = (bad: number, rows: number, what: string) =>
  `${countText(bad)} of ${countText(rows)} ${what} cannot be read`;
const allOfThem = ', which is all of them, and only --max-rejects 1 sets a whole kind aside';
const aboveBound = (share: number) => `, more than the ${+(share * 100).toPrecision(3)} % of --max-rejects`;
