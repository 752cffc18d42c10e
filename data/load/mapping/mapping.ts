import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { configError } from '../../config-error.js';
import { InputError } from '../../errors.js';
import { eventKinds } from '../../event-log.js';
import type { EventField } from '../events/event-source.js';
import { meanings } from '../events/event-words.js';
import { TimeColumn, type TimeSettings } from '../time/time-column.js';

const column = z.string().min(1);
const described = <T extends z.ZodType>(type: T, text: string): T => type.describe(text) as T;

/** The columns that a source can name, and what each is. */
export const columnMeanings: Readonly<Record<EventField, string>> = {
  visitor: 'who: the visitor’s id',
  item: 'the item’s id',
  time: 'when it happened',
  event: 'the word for what happened, see "events"',
  session: 'the session’s id; without "visitor" each session is a visitor of its own',
  order: 'the order’s id, on purchases',
  price: 'the price of one piece',
  quantity: 'the number of pieces',
  category: 'the item’s category',
  brand: 'the item’s brand',
  title: 'the item’s title, whose words describe it',
  rating: 'stars or the like, see "ratingFrom"',
  elapsed: 'milliseconds since "time"',
};

const sourceSchema = z.strictObject({
  files: described(
    z.union([column, z.array(column).min(1)]).optional(),
    'Names of the files, or patterns such as events-*.csv or **/*.parquet, within the folder; by default all that can be read.',
  ),
  format: described(
    z.enum(['csv', 'json-lines', 'parquet', 'arrow']).optional(),
    'By default what the names’ ending says. csv: any table of text.',
  ),
  sql: described(
    column.optional(),
    "A query for DuckDB whose result is the table of events, with names of files within the folder, e.g. SELECT … FROM 'a.csv' JOIN …",
  ),
  each: described(column.optional(), 'JSON lines: the list in each object whose entries are the events.'),
  columns: z
    .strictObject(
      Object.fromEntries(
        Object.entries(columnMeanings).map(([field, meaning]) => [field, described(column.optional(), meaning)]),
      ) as Record<EventField, z.ZodOptional<z.ZodString>>,
    )
    .describe('The name in the files of each column; JSON: a.b for a field within a field.')
    .refine(({ visitor, session }) => visitor ?? session, 'a column for "visitor", or for "session"')
    .refine(({ item }) => item, 'a column for "item"')
    .refine(({ time }) => time, 'a column for "time"'),
  time: z
    .strictObject({
      format: described(
        column.optional(),
        'iso, seconds, milliseconds, microseconds, nanoseconds, or a pattern such as dd.MM.yyyy HH:mm:ss; by default found from the first rows.',
      ),
      zone: described(column.optional(), 'The zone of times that name none, such as Europe/Berlin; UTC by default.'),
    })
    .optional()
    .describe('How times are written.'),
  events: described(
    z.record(z.string(), z.enum(meanings)).optional(),
    'What each word in the column of events means, exactly as it is written; words that are not listed have their usual meaning.',
  ),
  event: described(
    z.enum(eventKinds).optional(),
    'What all rows are where there is no column of events; view by default.',
  ),
  decimal: described(
    z.enum(['.', ',']).optional(),
    'The sign before the fraction of prices and quantities; by default what each number says, if it does.',
  ),
  ratingFrom: described(z.number().optional(), 'Rows with a lower rating are left out.'),
  delimiter: described(
    z.string().min(1).max(2).optional(),
    'Between the fields of a line; by default found from the header.',
  ),
  header: described(
    z.array(z.string()).min(1).optional(),
    'The columns’ names in order, for files whose first line does not name them.',
  ),
  encoding: described(z.enum(['utf-8', 'latin-1']).optional(), 'Of a table of text; utf-8 by default.'),
});

/** How the files of one kind are written. */
export type MappingSource = z.infer<typeof sourceSchema>;

const mappingSchema = z.strictObject({
  $schema: z.string().optional(),
  sources: z.array(sourceSchema).min(1).describe('One entry for each kind of files.'),
});

/** How a shop's log is written: one entry for each kind of files. */
export type Mapping = z.infer<typeof mappingSchema>;

/** The JSON schema of a mapping, for editors. */
export const mappingJsonSchema = (): unknown => z.toJSONSchema(mappingSchema);

/**
 * Validates a mapping.
 * @throws InputError naming the entry and what is expected; for an unknown one the nearest.
 */
export function parseMapping(given: unknown, file: string): Mapping {
  const parsed = mappingSchema.safeParse(given);
  if (!parsed.success)
    throw configError({
      issue: parsed.error.issues[0]!,
      given,
      source: (path) => ({ place: { file }, name: path.length === 0 ? 'the mapping' : path.join('.') }),
      keysAt,
    });
  for (const [i, source] of parsed.data.sources.entries()) assertUsable(source, i, file);
  return parsed.data;
}

/**
 * Reads a mapping from a JSON file.
 * @throws InputError for a file that cannot be read, is no JSON, or no mapping.
 */
export async function readMapping(file: string): Promise<Mapping> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`the mapping cannot be read (${error.code})`, { file }, 'the path of a JSON file');
  });
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InputError(`the mapping is no JSON: ${(error as Error).message}`, { file }, 'a JSON object');
  }
  return parseMapping(given, file);
}

/** Whether a text is a mapping, whatever may be wrong with it: no file of data is an object with `sources` that have `columns`. */
export function isMapping(text: string): boolean {
  try {
    const { sources } = JSON.parse(text.replace(/^\uFEFF/, '')) as { sources: { columns: unknown }[] };
    return sources.every(({ columns }) => typeof columns === 'object');
  } catch {
    return false;
  }
}

/** The valid keys of the part of a mapping at a path. */
function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(mappingSchema.shape);
  const [, , key] = path;
  if (key === undefined) return Object.keys(sourceSchema.shape);
  if (key === 'columns') return Object.keys(columnMeanings);
  return key === 'time' ? ['format', 'zone'] : [];
}

/** @throws InputError for entries that do not go together, and for a pattern or zone that there is not. */
function assertUsable(source: MappingSource, i: number, file: string): void {
  const refuse = (what: string, expected: string): never => {
    throw new InputError(`sources.${i}: ${what}`, { file }, expected);
  };
  const { columns, header } = source;
  if (columns.rating === undefined && source.ratingFrom !== undefined)
    refuse('"ratingFrom" without a column for "rating"', '"rating" among "columns"');
  if (columns.event === undefined && source.events)
    refuse('"events" without a column for "event"', '"event" among "columns"');
  if (columns.event !== undefined && source.event) refuse('"event" beside a column of events', 'one of the two');
  if (source.sql !== undefined && source.files) refuse('"files" beside "sql"', 'names of files in the query');
  if (source.each !== undefined && source.format !== undefined && source.format !== 'json-lines')
    refuse('"each" in another format than JSON lines', '"format": "json-lines"');
  const names = Object.values(columns);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) refuse(`two of "columns" are "${twice}"`, 'a column of its own for each');
  if (new Set(header).size < (header ?? []).length) refuse('"header" has a name twice', 'each name once');
  if (header && source.format !== undefined && source.format !== 'csv')
    refuse(`"header" in ${source.format}, which names its columns`, '"format": "csv"');
  for (const [field, name] of Object.entries(columns))
    if (header && !header.includes(name!))
      refuse(`columns.${field} is "${name}", which "header" does not name`, header.join(', '));
  try {
    new TimeColumn(0).use((source.time ?? {}) as TimeSettings);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    refuse(`time: ${error.what}`, error.expected!);
  }
}
