import { join } from 'node:path';
import { JsonFields } from '../formats/json-fields.js';
import { stageArrow } from '../formats/stage-arrow.js';
import { stageJsonLines } from '../formats/stage-json-lines.js';
import { stageParquet } from '../formats/stage-query.js';
import { lineColumn, type StagedTable } from '../formats/staged-table.js';
import type { LayoutRequest } from '../layout.js';
import type { EventFile } from './event-file.js';
import { type EventSource, numberFields } from './event-source.js';

/**
 * Writes files of other formats as CSV; those of text stay as they are.
 * @throws InputError for a file that cannot be read, and for fields that no JSON line of a table has: one of its files may lack some.
 */
export async function stageFiles(
  { folder, files, scratch, maxRejects }: LayoutRequest,
  eventFiles: readonly EventFile[],
): Promise<{ path: string; csv: StagedTable | undefined }[]> {
  const fieldsOf = new Map<unknown, JsonFields>();
  const staged = [];
  for (const { name, source, partOf = source, stage } of eventFiles) {
    const path = join(folder, files.get(name) ?? name);
    const fields = fieldsOf.get(partOf) ?? new JsonFields();
    fieldsOf.set(partOf, fields);
    const csv = await (stage ? stage(scratch) : stageFile(path, source, { scratch, maxRejects, fields }));
    staged.push({ path, csv });
  }
  for (const fields of fieldsOf.values()) fields.refuseMissing();
  return staged;
}

async function stageFile(
  path: string,
  { format, columns, each, decimal }: EventSource,
  options: Parameters<typeof stageJsonLines>[2],
): Promise<StagedTable | undefined> {
  switch (format) {
    case 'json-lines': {
      const commas = decimal === ',' ? numberFields.flatMap((field) => columns[field] ?? []) : [];
      return stageJsonLines(path, { columns: Object.values(columns), each, commas }, options);
    }
    case 'parquet':
      return stageParquet(path, options.scratch);
    case 'arrow':
      return stageArrow(path, options.scratch);
    default:
      return undefined;
  }
}

/** How a staged table is written. */
export function asCsv(source: EventSource, { timed, numbers }: StagedTable): EventSource {
  const { delimiter: _, encoding: __, header: ___, ...kept } = source;
  const time = timed.includes(source.columns.time ?? '') ? { ...source.time, format: 'iso' } : source.time;
  return { ...kept, delimiter: ',', lineColumn, pointed: numbers, ...(time && { time }) };
}
