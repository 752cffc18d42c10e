import { parse } from '../load/formats/stage-json-lines.js';
import { fieldsByName } from './field-names.js';
import type { FileSample, NoTable } from './file-sample.js';

type Json = Readonly<Record<string, unknown>>;

/** The first rows of a file of JSON lines, its numbers as they are written. */
export function sampleJsonLines(bytes: Buffer, most: number): FileSample | NoTable {
  const text = bytes.toString();
  if (text.trimStart().startsWith('['))
    return {
      why: 'is one JSON list',
      remedy: 'write each of its objects on a line of its own: jq -c ".[]" FILE > NEW',
    };
  const objects = text
    .split('\n')
    .slice(0, most)
    .map((line) => parse(Buffer.from(line)))
    .filter((object) => typeof object !== 'string');
  if (objects.length === 0) return { why: 'has no line that is a JSON object' };
  const each = listOfRows(objects);
  const flat = objects.flatMap((object): Record<string, string>[] => {
    if (each === undefined) return [flatten(object)];
    const { [each]: entries, ...rest } = object;
    const shared = flatten(rest);
    return isListOfObjects(entries) ? entries.map((entry) => ({ ...shared, ...flatten(entry, `${each}.`) })) : [];
  });
  const rows = flat.slice(0, most);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const values = rows.map((row) => names.map((name) => row[name] ?? ''));
  return { format: 'json-lines', names, rows: values, hasHeader: true, ...(each !== undefined && { each }) };
}

/** The list in the objects whose entries are events: one that names items, or the first; GA4's `event_params` come before `items`. */
function listOfRows(objects: readonly Json[]): string | undefined {
  const lists = new Map<string, Json>();
  for (const object of objects)
    for (const [key, value] of Object.entries(object))
      if (!lists.has(key) && isListOfObjects(value)) lists.set(key, value[0]!);
  const ofItems = [...lists].find(([, entry]) =>
    Object.keys(entry).some((name) => fieldsByName(name).get('item') === 1),
  );
  return (ofItems ?? [...lists][0])?.[0];
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOfObjects = (value: unknown): value is readonly Json[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

/** An object's values as texts by name, `a.b` for a field within a field. */
function flatten(object: Json, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) =>
      isObject(value)
        ? Object.entries(flatten(value, `${prefix}${key}.`))
        : [[`${prefix}${key}`, value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)]],
    ),
  );
}
