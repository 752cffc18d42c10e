import type { EventLog } from '../event-log.js';
import type { Ids } from '../ids.js';

/** A log to export. */
export interface ExportedLog {
  /** The dataset's name, for formats whose files are named after it. */
  readonly name: string;
  /** Cleaned, sessions cut. */
  readonly log: EventLog;
  /** The code of the part that each event is in, see `Part`. */
  readonly part: Uint8Array;
  readonly categories?: ItemCategories;
}

/** The items whose category is known, one entry per item. */
export interface ItemCategories {
  /** The shop's item ids. */
  readonly item: Ids;
  /** The shop's id of the item's category. */
  readonly category: Ids;
}

/** The queries that models were asked, one entry per query. */
export interface ExportedQueries {
  /** The shop's id of the visitor. */
  readonly visitor: Ids;
  /** When it was asked, in the log's time. */
  readonly time: Float64Array;
  readonly clock: EventLog['clock'];
  /** P-joint: what each query asks for, and about which session. */
  readonly joint?: JointQueries;
}

/** P-joint's queries, one entry per query. */
export interface JointQueries {
  readonly session: Int32Array;
  /** The ids of the sessions that {@link session} refers to: the shop's where the exported log has them, otherwise their numbers. */
  readonly sessions: Ids;
  /** The kind of event that is asked for, a position in `eventKinds`. */
  readonly kind: Uint8Array;
}

/** The targets of P-joint's queries, one entry per target, in order of query. */
export interface JointTargets extends JointQueries {
  /** The shop's ids of the items that {@link item} refers to, and that lists refer to. */
  readonly items: Ids;
  readonly query: Int32Array;
  readonly item: Int32Array;
}

/** One model's lists, one entry per listed item, in order of query and rank. */
export interface ExportedLists {
  readonly model: string;
  readonly queries: ExportedQueries;
  /** The shop's ids of the items that {@link item} refers to. */
  readonly items: Ids;
  readonly query: Int32Array;
  /** From 1. */
  readonly rank: Int32Array;
  readonly item: Int32Array;
  readonly score: Float64Array;
}

/** How one kind of recommender's tools want logs and lists. */
export interface ExportFormat {
  /**
   * Writes a log and its parts into a folder.
   * @throws InputError when the format cannot hold one of the ids.
   */
  writeLog(folder: string, exported: ExportedLog): Promise<void>;
  /**
   * Writes a model's lists into a folder, in a file named after the model.
   * @throws InputError when the format cannot hold one of the ids.
   */
  writeLists(folder: string, lists: ExportedLists): Promise<void>;
  /** Writes the targets of P-joint's queries into a folder, for formats that have a place for them. */
  writeTargets?(folder: string, targets: JointTargets): Promise<void>;
}
