import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { didYouMean } from '../../did-you-mean.js';
import { InputError } from '../../errors.js';
import type { EventFile } from '../events/event-file.js';
import type { EventField, EventSource } from '../events/event-source.js';
import { codeOfMeaning, codesOf } from '../events/event-words.js';
import { loadEvents } from '../events/load-events.js';
import { stageSql } from '../formats/stage-query.js';
import type { Layout, LayoutRequest } from '../layout.js';
import { unpackedName } from '../table/file-bytes.js';
import { plainName } from '../table/table-header.js';
import { isMapping, type Mapping, type MappingSource } from './mapping.js';

/** The formats by the ending of a plain name. */
const formats: Readonly<Record<string, NonNullable<EventSource['format']>>> = {
  ...{ csv: 'csv', tsv: 'csv', txt: 'csv', dat: 'csv', inter: 'csv' },
  ...{ jsonl: 'json-lines', ndjson: 'json-lines', json: 'json-lines' },
  ...{ parquet: 'parquet', arrow: 'arrow', feather: 'arrow' },
};

/** The format of a file by its plain name; undefined for one that is not known. */
export const formatOf = (name: string): EventSource['format'] =>
  formats[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];

/** Files that tools leave beside the data: `_SUCCESS`, `.part-0.csv.crc`. */
export const isHidden = (name: string): boolean => /(^|\/)[._][^/]*$/.test(name);

/** The layout that a mapping describes. */
export const mappedLayout = (mapping: Mapping): Layout => ({
  name: 'mapping',
  files: 'the files of the mapping',
  find: async ({ folder, names: all }) => {
    const names = await withoutMappings(folder, all);
    for (const source of mapping.sources) assertFiles(source, folder, names);
    return [...new Set(mapping.sources.flatMap((source) => filesOf(source, names)))];
  },
  load: async (request) =>
    loadEvents(
      request,
      mapping.sources.flatMap((source, i) =>
        eventFiles(
          source,
          mapping.sources.length === 1 ? 'the query of the mapping' : `the query of source ${i + 1}`,
          request,
        ),
      ),
    ),
});

/** @param queryName what messages call the source if it is a query. */
function eventFiles(source: MappingSource, queryName: string, { files: found, folder }: LayoutRequest): EventFile[] {
  const names = [...found.keys()];
  const { sql } = source;
  if (sql !== undefined)
    return [
      {
        name: queryName,
        source: sourceOf(source, 'csv'),
        stage: (scratch) => stageSql(sql, { folder, names: [...found.values()], scratch }),
      },
    ];
  return filesOf(source, names).map((name) => ({
    name,
    partOf: source,
    source: withPathValues(sourceOf(source, source.format ?? formatOf(name) ?? 'csv'), name),
  }));
}

/** No mapping is as long, in bytes. */
const longestMapping = 1 << 20;

/** The files of a folder but for mappings, which may lie beside the data. */
async function withoutMappings(folder: string, names: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const mayBe = name.endsWith('.json') && existsSync(path) && (await stat(path)).size < longestMapping;
    if (!mayBe || !isMapping(await readFile(path, 'utf8'))) kept.push(name);
  }
  return kept;
}

/** @throws InputError for a source whose files are not there. */
function assertFiles(source: MappingSource, folder: string, names: readonly string[]): void {
  if (source.sql !== undefined) return;
  const wanted = [source.files ?? []].flat();
  const missing = wanted.find((pattern) => !names.some(matches([pattern])));
  if (missing === undefined && filesOf(source, names).length > 0) return;
  const more = names.length > 20 ? ` and ${names.length - 20} more` : '';
  throw new InputError(
    missing === undefined ? 'holds no file that can be read' : `holds no file "${missing}"`,
    { file: folder },
    names.length === 0
      ? 'a folder with files'
      : `${didYouMean(missing ?? '', names)}Files: ${names.slice(0, 20).join(', ')}${more}`,
  );
}

/** Whether a plain name is one of some names of files, packed or not, or matches one of them as a pattern. */
function matches(wanted: readonly string[]): (name: string) => boolean {
  const plain = wanted.map(unpackedName);
  const fits = picomatch(plain);
  return (name) => plain.includes(name) || fits(name);
}

/** What Hive and Spark write for a value that is missing. */
const missingValue = '__HIVE_DEFAULT_PARTITION__';

/** A value in the name of a folder, in which signs may be escaped as `%20`. */
function pathValue(text: string): string {
  if (text === missingValue) return '';
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a % that is none of an escape
  }
}

/** What the names of a file's folders such as `date=2019-10-01` say. */
export const pathValues = (name: string): ReadonlyMap<string, string> =>
  new Map(
    name
      .split('/')
      .slice(0, -1)
      .flatMap((folder) => {
        const [, key, value] = /^([^=]+)=(.*)$/.exec(folder) ?? [];
        return key === undefined ? [] : [[key, pathValue(value!)] as const];
      }),
  );

/**
 * A source of a file in folders such as `date=2019-10-01`: columns with the names of such folders have their values, and are not
 * looked for in the file.
 */
function withPathValues(source: EventSource, name: string): EventSource {
  const values = new Map([...pathValues(name)].map(([key, value]) => [plainName(key), value]));
  const entries = Object.entries(source.columns) as [EventField, string][];
  const isInPath = ([, column]: readonly [EventField, string]) => values.has(plainName(column));
  return {
    ...source,
    columns: Object.fromEntries(entries.filter((entry) => !isInPath(entry))),
    constants: Object.fromEntries(
      entries.filter(isInPath).map(([field, column]) => [field, values.get(plainName(column))!]),
    ),
  };
}

/** The files of a source, in order of their names; for a query all that it may read. */
function filesOf({ files, sql }: MappingSource, names: readonly string[]): string[] {
  if (sql !== undefined) return [...names];
  if (files === undefined) return names.filter((name) => !isHidden(name) && formatOf(name) !== undefined);
  return names.filter(matches([files].flat()));
}

function sourceOf(source: MappingSource, format: NonNullable<EventSource['format']>): EventSource {
  const { columns, time, events, event, header } = source;
  const fieldOf = (name: string) => Object.entries(columns).find(([, of]) => of === name)?.[0] ?? '';
  return {
    columns: columns as EventSource['columns'],
    format,
    ...(time && { time: time as NonNullable<EventSource['time']> }),
    ...(events && { codeOf: codesOf(events) }),
    ...(event && { kind: codeOfMeaning[event] }),
    ...(header && { header: header.map(fieldOf) }),
    ...given(source, 'decimal'),
    ...given(source, 'ratingFrom'),
    ...given(source, 'delimiter'),
    ...given(source, 'encoding'),
    ...given(source, 'each'),
  };
}

/** An entry of a source, if it is there. */
const given = <Name extends keyof MappingSource>(source: MappingSource, name: Name) =>
  (source[name] === undefined ? {} : { [name]: source[name] }) as Pick<EventSource, never>;
