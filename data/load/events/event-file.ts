import type { StagedTable } from '../formats/staged-table.js';
import type { LayoutRequest } from '../layout.js';
import type { EventSource } from './event-source.js';

/** A file of events and how they are written. */
export interface EventFile {
  /** The plain name of the file, a key of {@link LayoutRequest.files}; for a query what messages call it. */
  readonly name: string;
  readonly source: EventSource;
  /** What files have in common that are parts of one table; by default their `source`. */
  readonly partOf?: unknown;
  /** Writes the events as CSV, where they come from elsewhere than a file. */
  readonly stage?: (scratch: string) => Promise<StagedTable>;
}
