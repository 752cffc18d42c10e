import { basename, join } from 'node:path';
import { InputError } from '../../errors.js';
import type { FileLines } from '../../file-lines.js';
import { buildLog } from '../build-log.js';
import { stageArrow } from '../formats/stage-arrow.js';
import { stageJsonLines } from '../formats/stage-json-lines.js';
import { stageParquet } from '../formats/stage-query.js';
import { lineColumn, type StagedTable } from '../formats/staged-table.js';
import type { Contents, LayoutRequest } from '../layout.js';
import { eventProperties } from './event-properties.js';
import type { EventSource } from './event-source.js';
import { EventTable } from './event-table.js';

/** A file of events and how they are written. */
export interface EventFile {
  /** The plain name of the file, a key of {@link LayoutRequest.files}; for a query what messages call it. */
  readonly name: string;
  readonly source: EventSource;
  /** Writes the events as CSV, where they come from elsewhere than a file. */
  readonly stage?: (scratch: string) => Promise<StagedTable>;
}

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

/** Reads files of events, one after another, into one table. */
export async function readEvents(
  { folder, files, maxRejects, now, warnings, scratch, remedy }: LayoutRequest,
  eventFiles: readonly EventFile[],
): Promise<{ table: EventTable; parts: EventsOfFile[] }> {
  const table = new EventTable(
    eventFiles.map(({ source }) => source),
    { maxRejects, now },
  );
  const parts: EventsOfFile[] = [];
  for (const { name, source, stage } of eventFiles) {
    const path = join(folder, files.get(name) ?? name);
    const from = table.reader.size;
    const staged = await (stage ? stage(scratch) : stageFile(path, source, scratch));
    const { rows, lines, unused } = await table
      .read(staged?.path ?? path, staged ? asCsv(source, staged) : source, staged && { path, bad: staged.bad })
      .catch((error: unknown) => {
        throw withRemedy(error, remedy);
      });
    const { isOrder, lacksZone } = table.time;
    parts.push({ name, path, rows, lines, from, to: table.reader.size, isOrder });
    if (unused.length > 0) warnings.push(`${basename(path)}: columns that are not read: ${unused.join(', ')}`);
    if (lacksZone) warnings.push(`${basename(path)}: times that name no zone are read as UTC`);
  }
  return { table, parts };
}

/** An error about a header, with what else helps. */
function withRemedy(error: unknown, remedy: string | undefined): unknown {
  const isOfHeader = error instanceof InputError && error.place.line === 1 && /column|header/.test(error.what);
  return isOfHeader && remedy !== undefined
    ? new InputError(error.what, error.place, `${error.expected}; ${remedy}`)
    : error;
}

/** Writes a file of another format as CSV; undefined for a file of text. */
async function stageFile(path: string, source: EventSource, scratch: string): Promise<StagedTable | undefined> {
  switch (source.format) {
    case 'json-lines':
      return stageJsonLines(path, Object.values(source.columns), source.each, scratch);
    case 'parquet':
      return stageParquet(path, scratch);
    case 'arrow':
      return stageArrow(path, scratch);
    default:
      return undefined;
  }
}

/** How a staged table is written. */
export function asCsv(source: EventSource, { timed }: StagedTable): EventSource {
  const { delimiter: _, encoding: __, header: ___, ...kept } = source;
  const time = timed.includes(source.columns.time ?? '') ? { ...source.time, format: 'iso' } : source.time;
  return { ...kept, delimiter: ',', lineColumn, ...(time && { time }) };
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
