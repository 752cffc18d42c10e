import type { EventLog } from './event-log.js';
import type { FileLines } from './file-lines.js';
import type { Ids } from './ids.js';
import type { PropertyTimeline } from './property-timeline.js';

/** The shop's category tree. Entry `i` of both arrays describes one category. */
export interface CategoryTree {
  /** The shop's category ids. */
  readonly category: Ids;
  /** Position of the parent in `category`, −1 at a root: every parent has an entry. */
  readonly parent: Int32Array;
}

/** One input file of a dataset, as found. */
export interface SourceFile {
  /** Path relative to the dataset's folder. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The data rows of one source of events: a file, or a query over files. */
export interface EventRows {
  /** Path relative to the dataset's folder; of a query what messages call it. */
  readonly file: string;
  /** The number of its data rows, including unreadable ones. */
  readonly rows: number;
  /** The lines at which they begin. */
  readonly lines: FileLines;
}

/** A row of the input that could not be read, or that cleaning removed. */
export interface Reject {
  /** Path of the file relative to the dataset's folder. */
  readonly file: string;
  /** Line in that file, the header being line 1. */
  readonly line: number;
  /** The rule that removed it, e.g. `bad-row`, `duplicate`, `bot`. */
  readonly rule: string;
  /** The reason, in words. */
  readonly reason: string;
  /** The original text of the row, or its fields joined again. */
  readonly text: string;
}

/** The layouts of files that are read; `mapping` is one that the user describes. */
export type LayoutName =
  | 'retailrocket'
  | 'session-tsv'
  | 'rees46'
  | 'otto'
  | 'yoochoose'
  | 'diginetica'
  | 'recbole'
  | 'movielens-100k'
  | 'movielens-1m'
  | 'movielens'
  | 'mapping';

/** The whole content of a folder, in memory. */
export interface Dataset {
  /** The folder's name. */
  readonly name: string;
  readonly layout: LayoutName;
  readonly files: readonly SourceFile[];
  /** Where the events come from, in the order in which {@link EventLog.row} counts the rows. */
  readonly eventRows: readonly EventRows[];
  /** True when the files are the complete, unchanged download from Kaggle (size and sha256). */
  readonly complete: boolean;
  /** False where the files know sessions but no visitors: each session is then a visitor of its own. */
  readonly hasVisitors: boolean;
  /** All events; both parts for a layout that brings train and test. */
  readonly log: EventLog;
  /** For a layout that brings its own split: 1 for each input row (see {@link EventLog.row}) of its test part. */
  readonly givenTest?: Uint8Array;
  readonly categories?: CategoryTree;
  /** The items' properties up to the log's last event, with the times from which they hold. */
  readonly properties?: PropertyTimeline;
  /** Targets that came in a file of their own (P-holdout): the shop's visitor and item ids. */
  readonly holdout?: { readonly visitor: Ids; readonly item: Ids };
  /** Number of input events that come after one of a later time. */
  readonly outOfOrder?: number;
  /** Rows that could not be read. */
  readonly rejects: readonly Reject[];
  /** Remarks on how the files were read, e.g. a file that was left out, or times that were read as positions. */
  readonly warnings: readonly string[];
}
