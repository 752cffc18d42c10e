import { counted, countText } from '../count-text.js';
import type { EventField } from '../load/events/event-source.js';
import type { Meaning } from '../load/events/event-words.js';
import type { MappingSource } from '../load/mapping/mapping.js';
import { shown } from '../shown.js';
import { chooseColumns } from './choose-columns.js';
import { type ColumnFacts, columnFacts } from './column-facts.js';
import { guessMeaning } from './guess-meaning.js';
import type { FileSample } from './sample-file.js';

/** How the files of one kind are proposed to be read. */
export interface ProposedSource {
  /** Undefined where the files hold no events, or none that can be told. */
  readonly source?: MappingSource;
  readonly facts: readonly ColumnFacts[];
  readonly columns: Readonly<Partial<Record<EventField, ColumnFacts>>>;
  readonly words: readonly { readonly word: string; readonly count: number; readonly meaning: Meaning }[];
  readonly doubts: readonly string[];
}

/**
 * Proposes how to read files of which a sample is given.
 * @param files their names, or patterns for these.
 * @param now the present (ms): later times are none.
 */
export function proposeSource(sample: FileSample, files: readonly string[], now: number): ProposedSource {
  const facts = sample.names.map((name, i) =>
    columnFacts(
      name,
      sample.rows.map((row) => row[i] ?? ''),
      now,
    ),
  );
  const { columns, doubts } = chooseColumns(facts);
  const missing = missingFields(columns);
  if (missing.length > 0)
    return {
      facts,
      columns,
      words: [],
      doubts: [`no column could be ${missing.join(' or ')}`, ...clockDoubts(facts, columns)],
    };
  const words = wordsOf(columns.event);
  const { event, why } = columns.event ? { event: undefined, why: [] } : eventOf(columns, files);
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
    ...(words.length > 0 && { events: Object.fromEntries(words.map(({ word, meaning }) => [word, meaning])) }),
    ...(event && { event }),
    ...(decimal.sign && { decimal: decimal.sign }),
  };
  const more = [
    ...doubts,
    ...timeDoubts(columns.time!),
    ...clockDoubts(facts, columns),
    ...wordDoubts(words),
    ...why,
    ...decimal.why,
  ];
  const sums = /amount|value|revenue|total|sum|betrag|umsatz|montant|import|valor/i.test(columns.price?.name ?? '')
    ? [`"${columns.price!.name}" is read as the price of one piece: if it is a sum, "sql" can divide it`]
    : [];
  const noHeader = sample.hasHeader ? [] : ['the first line names no columns: they are numbered from column1 on'];
  const rated = columns.rating
    ? [`"${columns.rating.name}" could be a rating: "ratingFrom" leaves lower ones out`]
    : [];
  return { source, facts, columns, words, doubts: [...noHeader, ...more, ...sums, ...rated] };
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

const mostWords = 60;

function wordsOf(event: ColumnFacts | undefined): ProposedSource['words'] {
  if (!event) return [];
  const words = [...event.counts].slice(0, mostWords).map(([word, count]) => ({ word, count, ...guessMeaning(word) }));
  const isCoded = words.every(({ word, by }) => by === 'nothing' && /^\d+$/.test(word));
  // Of kinds that are numbers the most frequent can only be the views.
  return words.map((word, i) => (isCoded && i === 0 ? { ...word, meaning: 'view' } : word));
}

function wordDoubts(words: ProposedSource['words']): string[] {
  if (words.length === 0) return [];
  const unsure = words.filter(({ word }) => guessMeaning(word).by === 'part');
  const unknown = words.filter(({ word }) => guessMeaning(word).by === 'nothing');
  const list = (of: typeof words) =>
    of.map(({ word, count, meaning }) => `${shown(word)} (${countText(count)}) ${meaning}`).join(', ');
  return [
    ...(unknown.length > 0 ? [`words without a known meaning: ${list(unknown)}`] : []),
    ...(unsure.length > 0 ? [`meanings that are guessed from a part of the word: ${list(unsure)}`] : []),
    ...(words.some(({ meaning }) => meaning === 'view') ? [] : ['no word means a view']),
  ];
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

/** Dates and times of day in two columns are joined by SQL alone. */
function clockDoubts(facts: readonly ColumnFacts[], { time }: ProposedSource['columns']): string[] {
  const clock = facts.find(
    ({ values }) => values.length > 0 && values.every((value) => /^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(value)),
  );
  if (!clock || clock === time) return [];
  return [
    `"${clock.name}" has times of day, which are not read${time ? ` with the dates in "${time.name}"` : ''}: "sql" can join two columns`,
  ];
}

/** What all rows are where no column says it. */
function eventOf(
  columns: ProposedSource['columns'],
  files: readonly string[],
): { event: 'view' | 'addtocart' | 'transaction'; why: string[] } {
  const name = files.join(' ').toLowerCase();
  if (/cart|basket|korb|panier/.test(name))
    return { event: 'addtocart', why: ['no column says what happened: by their name the files hold addtocarts'] };
  if (/buy|purchase|order|sale|transaction|kauf|bestell|achat|commande|compra|ventas/.test(name) || columns.order)
    return { event: 'transaction', why: ['no column says what happened: all rows are taken for purchases'] };
  return { event: 'view', why: ['no column says what happened: all rows are taken for views'] };
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
  const pointed = values.filter((value) => /^\d{1,3}\.\d{3}$/.test(value)).length;
  if (pointed > 0 && delimiter === ';' && values.every((value) => /^\d{1,3}(\.\d{3})*$/.test(value)))
    return { sign: ',', why: [`${counted(pointed, 'number')} such as 1.234 are taken for thousands: "decimal"`] };
  if (unclear.length === 0) return { why: [] };
  if (values.some((value) => /\.\d{1,2}$/.test(value))) return { sign: '.', why: [] };
  return {
    sign: '.',
    why: [
      `${counted(unclear.length, 'number')} such as ${unclear[0]} are taken for thousands: "decimal" says whether they are fractions`,
    ],
  };
}
