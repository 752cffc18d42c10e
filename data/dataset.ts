import type { EventLog } from './event-log.js';
import type { PropertyTimeline } from './property-timeline.js';

/** The shop's category tree. Entry `i` of both arrays describes one category. */
export interface CategoryTree {
  /** The shop's category ids. */
  readonly category: Int32Array;
  /** The shop's id of the parent, −1 at a root. */
  readonly parent: Int32Array;
}

/** One input file of a dataset, as found. */
export interface SourceFile {
  /** Path relative to the dataset's folder. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Data rows of a file of events, unreadable ones included: what {@link EventLog.row} counts. */
  readonly rows?: number;
}

/** A row of the input that could not be read, or that cleaning took out. */
export interface Reject {
  /** Path of the file relative to the dataset's folder. */
  readonly file: string;
  /** Line in that file, the header being line 1. */
  readonly line: number;
  /** Which rule took it out, e.g. `bad-row`, `duplicate`, `bot`. */
  readonly rule: string;
  /** Why, in words. */
  readonly reason: string;
  /** The row as it stood, or its fields joined again. */
  readonly text: string;
}

/** Everything that a folder holds, in memory. */
export interface Dataset {
  /** The folder's name. */
  readonly name: string;
  readonly layout: 'retailrocket' | 'session-tsv' | 'movielens-100k' | 'movielens-1m';
  readonly files: readonly SourceFile[];
  /** True when the files are the complete, unchanged download from Kaggle (size and sha256). */
  readonly complete: boolean;
  /** All events; of a layout that brings train and test, both. */
  readonly log: EventLog;
  /** For a layout that brings its own split: 1 for each input row (see {@link EventLog.row}) of its test part. */
  readonly givenTest?: Uint8Array;
  readonly categories?: CategoryTree;
  /** What was said of items up to the log's last event, and since when. */
  readonly properties?: PropertyTimeline;
  /** Targets that came in a file of their own (P-holdout): the shop's visitor and item ids. */
  readonly holdout?: { readonly visitor: Int32Array; readonly item: Int32Array };
  /** Events of the input that stood after one of a later time. */
  readonly outOfOrder?: number;
  /** Rows that could not be read. */
  readonly rejects: readonly Reject[];
  /** How the files were read where that is not plain: a file that was left out, times that are taken for positions. */
  readonly warnings: readonly string[];
}
