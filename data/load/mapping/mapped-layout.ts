import picomatch from 'picomatch';
import { InputError } from '../../errors.js';
import type { EventSource } from '../events/event-source.js';
import { codeOfMeaning, codesOf } from '../events/event-words.js';
import { type EventFile, loadEvents } from '../events/load-events.js';
import { stageSql } from '../formats/stage-query.js';
import type { Layout } from '../layout.js';
import type { Mapping, MappingSource } from './mapping.js';

/** The formats by the ending of a plain name. */
const formatOf: Readonly<Record<string, NonNullable<EventSource['format']>>> = {
  ...{ csv: 'csv', tsv: 'csv', txt: 'csv', dat: 'csv', inter: 'csv' },
  ...{ jsonl: 'json-lines', ndjson: 'json-lines', json: 'json-lines' },
  ...{ parquet: 'parquet', arrow: 'arrow', feather: 'arrow' },
};

const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase();

/** The layout that a mapping describes. */
export const mappedLayout = (mapping: Mapping): Layout => ({
  name: 'mapping',
  files: 'the files of the mapping',
  find: async ({ names }) => [...new Set(mapping.sources.flatMap((source) => filesOf(source, names)))],
  load: async (request) => {
    const names = [...request.files.keys()];
    return loadEvents(
      request,
      mapping.sources.flatMap((source) => eventFiles(source, names, request.folder)),
    );
  },
});

function eventFiles(source: MappingSource, names: readonly string[], folder: string): EventFile[] {
  const { sql } = source;
  if (sql !== undefined)
    return [
      {
        name: 'the query of the mapping',
        source: sourceOf(source, 'csv'),
        stage: (scratch) => stageSql(sql, folder, scratch),
      },
    ];
  const files = filesOf(source, names);
  if (files.length > 0)
    return files.map((name) => ({
      name,
      source: sourceOf(source, source.format ?? formatOf[endingOf(name)] ?? 'csv'),
    }));
  throw new InputError(
    `holds no file ${source.files === undefined ? 'that can be read' : [source.files].flat().join(', ')}`,
    { file: folder },
    names.length > 0 ? `one of ${names.slice(0, 20).join(', ')}` : 'a folder with files',
  );
}

/** The files of a source, in order of their names; for a query all that it may read. */
function filesOf({ files, sql }: MappingSource, names: readonly string[]): string[] {
  if (files === undefined) return names.filter((name) => sql !== undefined || Object.hasOwn(formatOf, endingOf(name)));
  const isWanted = picomatch([files].flat());
  return names.filter((name) => isWanted(name));
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
