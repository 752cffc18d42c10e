import { basename, join } from 'node:path';
import { buildLog } from '../build-log.js';
import type { Contents, LayoutRequest } from '../layout.js';
import type { EventSource } from './event-source.js';
import { EventTable } from './event-table.js';

/** A file of events and how they are written. */
export interface EventFile {
  /** The plain name of the file, a key of {@link LayoutRequest.files}. */
  readonly name: string;
  readonly source: EventSource;
}

/** A file of events as read into a table. */
export interface EventsOfFile {
  readonly name: string;
  readonly path: string;
  /** Its data rows, including bad and empty ones. */
  readonly rows: number;
  /** The table's rows that came from it. */
  readonly from: number;
  readonly to: number;
  /** Whether it has positions in the place of times. */
  readonly isOrder: boolean;
}

/** Reads files of events, one after another, into one table. */
export async function readEvents(
  { folder, files, maxRejects, now, warnings }: LayoutRequest,
  eventFiles: readonly EventFile[],
): Promise<{ table: EventTable; parts: EventsOfFile[] }> {
  const table = new EventTable(
    eventFiles.map(({ source }) => source),
    { maxRejects, now },
  );
  const parts: EventsOfFile[] = [];
  for (const { name, source } of eventFiles) {
    const path = join(folder, files.get(name)!);
    const from = table.reader.size;
    const { rows, unused } = await table.read(path, source);
    const { isOrder, lacksZone } = table.time;
    parts.push({ name, path, rows, from, to: table.reader.size, isOrder });
    if (unused.length > 0) warnings.push(`${basename(path)}: columns that are not read: ${unused.join(', ')}`);
    if (lacksZone) warnings.push(`${basename(path)}: times that name no zone are read as UTC`);
  }
  return { table, parts };
}

/** Reads files of events into a log. */
export async function loadEvents(
  request: LayoutRequest,
  eventFiles: readonly EventFile[],
): Promise<Pick<Contents, 'log' | 'outOfOrder' | 'rejects' | 'rows'>> {
  const { table, parts } = await readEvents(request, eventFiles);
  return { ...buildLog(table, 'wall', request.warnings), ...readRows(table, parts) };
}

/** The rejects of the files, and how many rows each has. */
export const readRows = (table: EventTable, parts: readonly EventsOfFile[]): Pick<Contents, 'rejects' | 'rows'> => ({
  rejects: table.reader.rejects,
  rows: new Map(parts.map(({ name, rows }) => [name, rows])),
});
