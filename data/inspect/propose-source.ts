import { counted } from '../count-text.js';
import type { EventField } from '../load/events/event-source.js';
import type { MappingSource } from '../load/mapping/mapping.js';
import { chooseColumns } from './choose-columns.js';
import { type ColumnFacts, columnFacts } from './column-facts.js';
import { type EventWord, wordDoubts, wordQuestions, wordsOf } from './event-word.js';
import { isSum } from './field-names.js';
import type { FileSample } from './file-sample.js';
import { nestedQuestions } from './nested-questions.js';
import {
  eventQuestion,
  kindOfAll,
  orderQuestion,
  orderStatus,
  possibleEvents,
  statusQuestion,
} from './untold-events.js';
import { dayDoubts, leftOutDoubts, visitorDoubts } from './value-doubts.js';

/** How the files of one kind are proposed to be read. */
export interface ProposedSource {
  /** Undefined where the files hold no events, or none that can be told. */
  readonly source?: MappingSource;
  readonly facts: readonly ColumnFacts[];
  readonly columns: Readonly<Partial<Record<EventField, ColumnFacts>>>;
  readonly words: readonly EventWord[];
  /** What only the shop knows: until it is answered a run of the proposal stops, or does not read what it should. */
  readonly questions: readonly string[];
  /** What to look at. */
  readonly doubts: readonly string[];
}

/**
 * Proposes how to read files of which a sample is given.
 * @param files their plain names, or patterns for these.
 * @param from what a query writes for all their rows.
 * @param now the present (ms): later times are none.
 */
export function proposeSource(
  sample: FileSample,
  { files, from, now }: { readonly files: readonly string[]; readonly from: string; readonly now: number },
): ProposedSource {
  const facts = sample.names.map((name, i) =>
    columnFacts(
      name,
      sample.rows.map((row) => row[i] ?? ''),
      { now, isOfFolder: sample.ofFolders?.includes(name) ?? false },
    ),
  );
  const { columns: found, doubts } = chooseColumns(facts);
  const missing = missingFields(found);
  if (missing.length > 0)
    return {
      facts,
      columns: found,
      words: [],
      questions: [],
      doubts: [`no column could be ${missing.join(' or ')}`, ...leftOutDoubts(facts, found, now)],
    };
  const { columns, event, questions, why } = eventOf(found, facts, { files, from });
  const isOfOrders = found.event === undefined && kindOfAll(found, files)?.event === 'transaction';
  const words = columns.event ? wordsOf(columns.event) : [];
  const known = words.flatMap(({ word, meaning }) => (meaning === undefined ? [] : [[word, meaning]]));
  const decimal = decimalOf([columns.price, columns.quantity], sample.delimiter);
  const source: MappingSource = {
    files: files.length === 1 ? files[0]! : [...files],
    ...(isToldByName(files, sample.format) ? {} : { format: sample.format }),
    ...(sample.delimiter !== undefined &&
      !(sample.hasHeader && sample.delimiter.length === 1) && { delimiter: sample.delimiter }),
    ...(sample.encoding && { encoding: sample.encoding }),
    ...(sample.each !== undefined && { each: sample.each }),
    ...(!sample.hasHeader && { header: [...sample.names] }),
    columns: Object.fromEntries(order.flatMap((field) => (columns[field] ? [[field, columns[field].name]] : []))),
    time: { format: columns.time!.time!.settings.format! },
    ...(known.length > 0 && { events: Object.fromEntries(known) }),
    ...(event && { event }),
    ...(decimal.sign && { decimal: decimal.sign }),
  };
  const more = [
    ...doubts,
    ...leftOutDoubts(facts, columns, now),
    ...visitorDoubts(columns),
    ...timeDoubts(columns.time!),
    ...(clockOf(facts) ? [] : dayDoubts(columns)),
    ...wordDoubts(words),
    ...why,
    ...decimal.why,
  ];
  const sums = isSum(columns.price?.name ?? '')
    ? [`"${columns.price!.name}" is read as the price of one piece: if it is a sum, "sql" can divide it`]
    : [];
  const noHeader = sample.hasHeader ? [] : ['the first line names no columns: they are numbered from column1 on'];
  const rated = columns.rating
    ? [`"${columns.rating.name}" could be a rating: "ratingFrom" leaves lower ones out`]
    : [];
  return {
    ...{ source, facts, columns, words },
    questions: [
      ...questions,
      ...(columns.event ? wordQuestions(words, columns.event.name, isOfOrders) : []),
      ...clockQuestions(facts, columns, from),
      ...nestedQuestions(columns, from, sample.format),
    ],
    doubts: [...noHeader, ...more, ...sums, ...rated],
  };
}

const order: readonly EventField[] = [
  ...(['visitor', 'session', 'item', 'time', 'event', 'order', 'price', 'quantity'] as const),
  ...(['category', 'brand', 'title', 'rating'] as const),
];

function missingFields({ visitor, session, item, time }: ProposedSource['columns']): string[] {
  return [
    ...(time ? [] : ['the time']),
    ...(item ? [] : ['the item']),
    ...(visitor || session ? [] : ['the visitor or the session']),
  ];
}

const endings = {
  csv: /\.(csv|tsv|txt|dat|inter)$/i,
  'json-lines': /\.(jsonl|ndjson|json)$/i,
  parquet: /\.parquet$/i,
  arrow: /\.(arrow|feather)$/i,
};
const isToldByName = (files: readonly string[], format: FileSample['format']) =>
  files.every((file) => endings[format].test(file));

/** The column that says what happened, or what all rows are; where neither is told a column that could say it, with the question. */
function eventOf(
  columns: ProposedSource['columns'],
  facts: readonly ColumnFacts[],
  { files, from }: { readonly files: readonly string[]; readonly from: string },
): Pick<ProposedSource, 'columns' | 'questions'> & { event?: MappingSource['event']; why: string[] } {
  if (columns.event) return { columns, questions: [], why: [] };
  const all = kindOfAll(columns, files);
  const status = all?.event === 'transaction' ? orderStatus(facts, columns) : undefined;
  if (status) return { columns: { ...columns, event: status }, questions: [statusQuestion(status)], why: [] };
  if (all) return { columns, event: all.event, questions: [], why: [all.why] };
  const [first, ...more] = possibleEvents(facts, columns);
  if (first)
    return {
      columns: { ...columns, event: first },
      questions: [eventQuestion([first, ...more], columns.order)],
      why: [],
    };
  const { order } = columns;
  return {
    columns,
    event: 'view',
    questions: order ? [orderQuestion(order, from)] : [],
    why: ['no column says what happened: all rows are taken for views'],
  };
}

function timeDoubts({ name, time }: ColumnFacts): string[] {
  const { lacksZone, other, settings } = time!;
  return [
    ...(lacksZone
      ? [
          `times in "${name}" name no zone and are read as UTC: "time": { "zone": "Europe/Berlin" } or the like says which`,
        ]
      : []),
    ...(other !== undefined
      ? [`times in "${name}" follow ${settings.format} and ${other}: the one was taken that makes the log shorter`]
      : []),
  ];
}

/** A column of times of day. */
const clockOf = (facts: readonly ColumnFacts[]): ColumnFacts | undefined =>
  facts.find(
    ({ values }) => values.length > 0 && values.every((value) => /^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(value)),
  );

/** Asks about dates and times of day in two columns. */
function clockQuestions(facts: readonly ColumnFacts[], { time }: ProposedSource['columns'], from: string): string[] {
  const clock = clockOf(facts);
  if (!clock || !time || time.time!.hasClock) return [];
  return [
    `"${clock.name}" has times of day, which are not read with the dates in "${time.name}". "sql" in the place of "files" joins them: SELECT *, "${time.name}" || ' ' || "${clock.name}" AS happened_at ${from}`,
  ];
}

/** The decimal sign, where numbers do not say it each for itself. */
function decimalOf(
  columns: readonly (ColumnFacts | undefined)[],
  delimiter: string | undefined,
): { sign?: '.' | ','; why: string[] } {
  const values = columns.flatMap((column) => column?.values ?? []);
  const unclear = values.filter((value) => /^\d{1,3},\d{3}$/.test(value));
  const isDecimal = values.some((value) => /,\d{1,2}$|\.\d{3},/.test(value));
  if (isDecimal) return { sign: ',', why: [] };
  const pointed = values.filter((value) => /^\d{1,3}\.\d{3}$/.test(value));
  if (pointed.length > 0 && delimiter === ';' && values.every((value) => /^\d{1,3}(\.\d{3})*$/.test(value)))
    return {
      sign: ',',
      why: [
        `${counted(pointed.length, 'number')} such as ${pointed[0]} are taken for thousands: "decimal" says whether they are fractions`,
      ],
    };
  if (unclear.length === 0) return { why: [] };
  if (values.some((value) => /\.\d{1,2}$/.test(value))) return { sign: '.', why: [] };
  return {
    sign: '.',
    why: [
      `${counted(unclear.length, 'number')} such as ${unclear[0]} are taken for thousands: "decimal" says whether they are fractions`,
    ],
  };
}
