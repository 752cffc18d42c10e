import type { Encoding } from '../table/file-bytes.js';
import type { TimeSettings } from '../time/time-column.js';
import type { UnknownWords } from './unknown-words.js';

/** What a column of events can hold. */
export type EventField =
  | 'visitor'
  | 'item'
  | 'time'
  | 'event'
  | 'session'
  | 'order'
  | 'price'
  | 'quantity'
  | 'category'
  | 'brand'
  | 'title'
  /** Stars or the like, see {@link EventSource.ratingFrom}. */
  | 'rating'
  /** Milliseconds that passed since `time`. */
  | 'elapsed';

/** The fields that are numbers. */
export const numberFields = ['price', 'quantity', 'rating', 'elapsed'] as const satisfies readonly EventField[];

/** How the events of one or more files are written. */
export interface EventSource {
  /** The column's name in the file for each field that it has; either `visitor` or `session`, `item` and `time` are always there or among `constants`. */
  readonly columns: Readonly<Partial<Record<EventField, string>>>;
  /** Fields whose column a file may lack. */
  readonly optional?: readonly EventField[];
  /** The text, the same for all rows, of fields for which there is no column. */
  readonly constants?: Readonly<Partial<Record<EventField, string>>>;
  readonly time?: TimeSettings;
  /** The code that a word in the column of events stands for; the usual words by default. */
  readonly codeOf?: (word: string) => number | undefined;
  /** The code of all events where there is no such column; a view by default. */
  readonly kind?: number;
  /** The sign before the fraction of prices and quantities that are written as text. */
  readonly decimal?: '.' | ',';
  /** Columns in the file whose numbers have a point, whatever `decimal` says. */
  readonly pointed?: readonly string[];
  /** What a column writes for what is unknown, beside the words of any file. */
  readonly unknown?: Readonly<Partial<Record<EventField, UnknownWords>>>;
  /** Ratings below are left out. */
  readonly ratingFrom?: number;
  /** `csv` by default. */
  readonly format?: 'csv' | 'json-lines' | 'parquet' | 'arrow';
  /** Of JSON lines: the list in each object whose entries are the events. */
  readonly each?: string;
  /** The column that holds the line of the original file. */
  readonly lineColumn?: string;
  readonly delimiter?: string;
  /** Whether the first line names the columns; otherwise the columns' names in order, '' for one that is not read. */
  readonly header?: true | readonly string[];
  readonly encoding?: Encoding;
  /** `literal` if a quote is an ordinary character. */
  readonly quotes?: 'literal';
}
