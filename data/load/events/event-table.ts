import { TRANSACTION, VIEW } from '../../event-log.js';
import { shown } from '../../shown.js';
import type { Column } from '../table/column.js';
import { IdColumn } from '../table/id-column.js';
import type { TableLayout } from '../table/table-layout.js';
import { type Original, type ReadFile, TableReader } from '../table/table-reader.js';
import { NumberColumn, TextColumn, WordColumn } from '../table/value-columns.js';
import { TimeColumn } from '../time/time-column.js';
import { type EventField, type EventSource, numberFields } from './event-source.js';
import { expectedWords, IGNORED, meaningOf, usualCode } from './event-words.js';
import { withUnknown } from './unknown-words.js';

/** What helps with a negative price or quantity. */
const ofRefund =
  ': a refund? a mapping leaves out rows whose word means "ignore" among its "events", or what a condition in its "sql" excludes';

/** The events of one or more files in columns, in the order of the files. */
export class EventTable {
  readonly reader: TableReader;
  readonly event = new WordColumn(expectedWords);
  readonly time: TimeColumn;
  readonly item = new IdColumn();
  readonly visitor: IdColumn | undefined;
  readonly session: IdColumn | undefined;
  readonly order: IdColumn | undefined;
  readonly category: IdColumn | undefined;
  readonly brand: TextColumn | undefined;
  readonly title: TextColumn | undefined;
  readonly price: NumberColumn | undefined;
  readonly quantity: NumberColumn | undefined;
  readonly #rating: NumberColumn | undefined;
  readonly elapsed: NumberColumn | undefined;

  /** @param sources all that will be read: the table has a column for what any of them has. */
  constructor(
    sources: readonly EventSource[],
    { maxRejects, now }: { readonly maxRejects: number; readonly now: number },
  ) {
    const has = (field: EventField) =>
      sources.some(({ columns, constants }) => (columns[field] ?? constants?.[field]) !== undefined);
    this.reader = new TableReader(maxRejects);
    this.time = new TimeColumn(now);
    if (has('visitor')) this.visitor = new IdColumn();
    if (has('session')) this.session = new IdColumn(has('visitor'));
    if (has('order')) this.order = new IdColumn(true);
    if (has('category')) this.category = new IdColumn(true);
    if (has('brand')) this.brand = new TextColumn();
    if (has('title')) this.title = new TextColumn();
    if (has('price')) this.price = new NumberColumn(ofRefund);
    if (has('quantity')) this.quantity = new NumberColumn(ofRefund);
    if (has('rating')) this.#rating = new NumberColumn();
    if (has('elapsed')) this.elapsed = new NumberColumn();
  }

  /** Reads a file after those before, or a copy of `original`. */
  async read(file: string, source: EventSource, original?: Original): Promise<ReadFile> {
    this.time.use(source.time ?? {});
    this.event.use(source.codeOf ?? usualCode, source.kind ?? VIEW);
    const { visitor, session, item, time, event, order, price, quantity, category, brand, title, elapsed } = this;
    const all: Readonly<Record<EventField, Column | undefined>> = {
      ...{ visitor, session, item, time, event, order, price, quantity, category, brand, title, elapsed },
      rating: this.#rating,
    };
    for (const field of numberFields)
      (all[field] as NumberColumn | undefined)?.use(
        source.pointed?.includes(source.columns[field] ?? '') ? '.' : source.decimal,
      );
    const fields = Object.keys(source.columns) as EventField[];
    const constants = Object.entries(source.constants ?? {}) as [EventField, string][];
    const least = source.ratingFrom ?? Number.NEGATIVE_INFINITY;
    const isAbsent = (field: string) => !(field in source.columns) && !(field in (source.constants ?? {}));
    const layout: TableLayout = {
      columns: Object.fromEntries(
        fields.map((field) => {
          const words = source.unknown?.[field];
          return [field, words ? withUnknown(all[field]!, words) : all[field]!];
        }),
      ),
      names: source.columns as Readonly<Record<string, string>>,
      absent: Object.entries(all).flatMap(([field, column]) => (column && isAbsent(field) ? [column] : [])),
      constants: constants.map(([field, text]) => ({ name: field, column: all[field]!, text })),
      header: source.header ?? true,
      ...(source.optional && { optional: source.optional }),
      ...(source.delimiter !== undefined && { delimiter: source.delimiter }),
      ...(source.lineColumn !== undefined && { lineColumn: source.lineColumn }),
      ...(source.encoding && { encoding: source.encoding }),
      ...(source.quotes && { quotes: source.quotes }),
      ...(source.columns.event !== undefined && { kinds: this.#kinds(source) }),
      ...(source.columns.order !== undefined && { rule: this.#orderRule(source) }),
      leftOut: {
        columns: ['event', 'rating'],
        is: (row) => event.at(row) === IGNORED || (this.#rating !== undefined && this.#rating.at(row) < least),
      },
    };
    return this.reader.read(file, layout, original);
  }

  #kinds(source: EventSource): NonNullable<TableLayout['kinds']> {
    const codeOf = source.codeOf ?? usualCode;
    return {
      column: 'event',
      of: (word) => {
        const code = codeOf(word);
        return code === undefined ? undefined : meaningOf(code);
      },
      at: (row) => meaningOf(this.event.at(row)),
    };
  }

  /** An order id on another kind of event says that columns have slipped. */
  #orderRule({ columns }: EventSource): NonNullable<TableLayout['rule']> {
    const { event, order } = this;
    return {
      holds: (row) => order!.isMissing(row) || event.at(row) === TRANSACTION,
      explain: (fields) => ({
        column: columns.order!,
        reason: `${columns.order} ${shown(fields.order!)} on a ${fields.event ?? 'view'}`,
      }),
      expected: 'an id on a transaction, nothing on other events',
    };
  }
}
