import { basename } from 'node:path';
import { InputError } from '../../errors.js';
import { type FileLines, LineRuns } from '../../file-lines.js';
import { buildLog } from '../build-log.js';
import type { Contents, LayoutRequest } from '../layout.js';
import type { ReadFile } from '../table/table-reader.js';
import { EmptyFile } from '../table/unreadable-file.js';
import type { EventFile } from './event-file.js';
import { eventProperties } from './event-properties.js';
import { EventTable } from './event-table.js';
import { asCsv, stageFiles } from './stage-files.js';

/** A file of events as read into a table. */
export interface EventsOfFile {
  readonly name: string;
  readonly path: string;
  /** Its data rows, including bad and empty ones. */
  readonly rows: number;
  /** The lines at which they begin. */
  readonly lines: FileLines;
  /** The table's rows that came from it. */
  readonly from: number;
  readonly to: number;
  /** Whether it has positions in the place of times. */
  readonly isOrder: boolean;
}

/**
 * Reads files of events, one after another, into one table.
 * @throws InputError for a file that cannot be read. Parts of a table may have no rows, or lack fields of JSON, but not all of them.
 */
export async function readEvents(
  request: LayoutRequest,
  eventFiles: readonly EventFile[],
): Promise<{ table: EventTable; parts: EventsOfFile[] }> {
  const { warnings } = request;
  const table = new EventTable(
    eventFiles.map(({ source }) => source),
    request,
  );
  const staged = await stageFiles(request, eventFiles);
  const empty = new Map<unknown, EmptyFile>();
  const withRows = new Set<unknown>();
  const parts: EventsOfFile[] = [];
  for (const [i, { path, csv }] of staged.entries()) {
    const { name, source, partOf = source } = eventFiles[i]!;
    const from = table.reader.size;
    const { rows, lines, unused } = await table
      .read(csv?.path ?? path, csv ? asCsv(source, csv) : source, csv && { path, bad: csv.bad })
      .catch((error: unknown) => {
        if (!(error instanceof EmptyFile)) throw withRemedy(error, request.remedy);
        if (!empty.has(partOf)) empty.set(partOf, error);
        return noRows;
      });
    if (rows > 0) withRows.add(partOf);
    const { isOrder, lacksZone } = table.time;
    parts.push({ name, path, rows, lines, from, to: table.reader.size, isOrder });
    if (unused.length > 0) warnings.push(`${basename(path)}: columns that are not read: ${unused.join(', ')}`);
    if (lacksZone) warnings.push(`${basename(path)}: times that name no zone are read as UTC`);
  }
  for (const [partOf, error] of empty) if (!withRows.has(partOf)) throw error;
  return { table, parts };
}

const noRows: ReadFile = { rows: 0, lines: new LineRuns().lines, unused: [] };

/** An error about a header, with what else helps. */
function withRemedy(error: unknown, remedy: string | undefined): unknown {
  const isOfHeader = error instanceof InputError && error.place.line === 1 && /column|header/.test(error.what);
  return isOfHeader && remedy !== undefined
    ? new InputError(error.what, error.place, `${error.expected}; ${remedy}`)
    : error;
}

/** Reads files of events into a log, and what their columns say of the items. */
export async function loadEvents(
  request: LayoutRequest,
  eventFiles: readonly EventFile[],
): Promise<Pick<Contents, 'log' | 'hasVisitors' | 'outOfOrder' | 'rejects' | 'eventRows' | 'properties'>> {
  const { table, parts } = await readEvents(request, eventFiles);
  const built = buildLog(table, 'wall', request.warnings);
  const properties = eventProperties(table, built.log);
  return { ...built, ...(properties && { properties }), ...readRows(request, table, parts) };
}

/** Whether the files know visitors, their rejects, and the rows that each has. */
export const readRows = (
  { files }: LayoutRequest,
  table: EventTable,
  parts: readonly EventsOfFile[],
): Pick<Contents, 'hasVisitors' | 'rejects' | 'eventRows'> => ({
  hasVisitors: table.visitor !== undefined,
  rejects: table.reader.rejects,
  eventRows: parts.map(({ name, rows, lines }) => ({ file: files.get(name) ?? name, rows, lines })),
});
