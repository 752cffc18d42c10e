import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../../testing/folder-of.js';
import { mappingJsonSchema, parseMapping, readMapping } from './mapping.js';

const columns = { visitor: 'user', item: 'product', time: 'when' };
const of = (source: object) => ({ sources: [{ columns, ...source }] });
const refusal = (mapping: unknown) => {
  try {
    parseMapping(mapping, 'shop.json');
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the mapping was accepted');
};

it('needs no more than the columns of visitor, item and time', () => {
  expect(parseMapping(of({}), 'shop.json')).toEqual(of({}));
});

it('takes every option there is', () => {
  const full = {
    $schema: 'https://example.com/mapping.schema.json',
    sources: [
      {
        ...{ files: ['a-*.csv', 'b.csv'], format: 'csv', delimiter: '::', encoding: 'latin-1', decimal: ',' },
        header: ['who', 'sid', 'sku', 'day', 'ms', 'what', 'oid', 'eur', 'n', 'cat', 'maker', 'name', 'stars'],
        columns: {
          ...{ visitor: 'who', session: 'sid', item: 'sku', time: 'day', elapsed: 'ms', event: 'what', order: 'oid' },
          ...{ price: 'eur', quantity: 'n', category: 'cat', brand: 'maker', title: 'name', rating: 'stars' },
        },
        time: { format: 'dd.MM.yyyy', zone: 'Europe/Berlin' },
        events: { gesehen: 'view', Korb: 'addtocart', Kauf: 'transaction', raus: 'remove', Suche: 'ignore' },
        ratingFrom: 4,
      },
      { format: 'json-lines', each: 'hits', columns, event: 'transaction' },
      { sql: "SELECT * FROM 'a.csv'", columns },
    ],
  };
  expect(parseMapping(full, 'shop.json')).toEqual(full);
});

describe('names the file, the setting and what would be right for', () => {
  it.each([
    [
      'an unknown key',
      { sources: [{ columns, evnts: {} }] },
      'shop.json: there is no sources.0.evnts\n  expected: did you mean "events"? Keys here: files, format',
    ],
    [
      'an unknown column',
      { sources: [{ columns: { ...columns, visitr: 'a' } }] },
      'there is no sources.0.columns.visitr\n  expected: did you mean "visitor"? Keys here: visitor, item, time',
    ],
    ['an unknown part', { source: [] }, 'shop.json: sources is missing\n  expected: a list'],
    ['no source', { sources: [] }, 'shop.json: sources is []\n  expected: at least 1 entry'],
    ['no object', [], 'shop.json: the mapping is []\n  expected: an object'],
    ['no columns', { sources: [{}] }, 'shop.json: sources.0.columns is missing\n  expected: an object'],
    ['no visitor', { sources: [{ columns: { item: 'a', time: 'b' } }] }, 'a column for "visitor", or for "session"'],
    ['no item', { sources: [{ columns: { visitor: 'a', time: 'b' } }] }, 'expected: a column for "item"'],
    ['no time', { sources: [{ columns: { visitor: 'a', item: 'b' } }] }, 'expected: a column for "time"'],
    [
      'a meaning that there is not',
      of({ columns: { ...columns, event: 'e' }, events: { Kauf: 'purchase' } }),
      'sources.0.events.Kauf is "purchase"\n  expected: One of: view, addtocart, transaction, remove, ignore',
    ],
    [
      'another format',
      of({ format: 'xlsx' }),
      'sources.0.format is "xlsx"\n  expected: One of: csv, json-lines, parquet',
    ],
    ['a delimiter that is too long', of({ delimiter: ' - ' }), 'sources.0.delimiter is " - "\n  expected: at most 2'],
    [
      'a zone that does not exist',
      of({ time: { zone: 'Europe/Berln' } }),
      'shop.json: sources.0: time: there is no time zone "Europe/Berln"\n  expected: a name such as Europe/Berlin',
    ],
    [
      'a pattern that cannot be read',
      of({ time: { format: 'DD.MM.YYYY' } }),
      'shop.json: sources.0: time: the time pattern "DD.MM.YYYY" cannot be used: "DD" is no sign of it\n  expected: signs among yyyy yy MMM',
    ],
    ['events without their column', of({ events: { a: 'view' } }), 'sources.0: "events" without a column for "event"'],
    [
      'one event beside the column of events',
      of({ columns: { ...columns, event: 'e' }, event: 'view' }),
      'sources.0: "event" beside a column of events',
    ],
    ['ratingFrom without ratings', of({ ratingFrom: 4 }), 'sources.0: "ratingFrom" without a column for "rating"'],
    ['files beside a query', of({ sql: 'SELECT 1', files: 'a.csv' }), 'sources.0: "files" beside "sql"'],
    ['each in a table', of({ each: 'a', format: 'csv' }), 'sources.0: "each" in another format than JSON lines'],
    [
      'a column that the header lacks',
      of({ header: ['user', 'product', 'time'] }),
      'sources.0: columns.time is "when", which "header" does not name\n  expected: user, product, time',
    ],
    ['a name twice in the header', of({ header: ['user', 'product', 'when', 'user'] }), '"header" has a name twice'],
    [
      'a header for a format that names its columns',
      of({ format: 'parquet', header: ['user', 'product', 'when'] }),
      'sources.0: "header" in parquet, which names its columns',
    ],
    ['one column for two', of({ columns: { ...columns, session: 'user' } }), 'sources.0: two of "columns" are "user"'],
  ])('%s', (_, mapping, message) => {
    expect(refusal(mapping)).toContain(message);
  });
});

describe('the file of a mapping', () => {
  it('is JSON, with a byte order mark or without', async () => {
    const folder = await folderOf({ 'shop.json': `\uFEFF${JSON.stringify(of({}))}` });
    expect(await readMapping(`${folder}/shop.json`)).toEqual(of({}));
  });

  it('must be there, and be JSON', async () => {
    const folder = await folderOf({ 'shop.json': '{ "sources": [ }' });
    await expect(readMapping(`${folder}/shop.json`)).rejects.toThrow(/shop\.json: the mapping is no JSON: /);
    await expect(readMapping(`${folder}/other.json`)).rejects.toThrow(
      /other\.json: the mapping cannot be read \(ENOENT\)\n {2}expected: the path of a JSON file/,
    );
  });
});

it('has a JSON schema for editors, which docs/mapping.schema.json holds', async () => {
  // After a change: npx tsx -e "import('./data/index.ts').then((data) => console.log(JSON.stringify(data.mappingJsonSchema())))"
  const file = fileURLToPath(new URL('../../../docs/mapping.schema.json', import.meta.url));
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(mappingJsonSchema());
});

it('has a JSON schema with a line on every option', () => {
  const { properties } = mappingJsonSchema() as { properties: { sources: { items: Described } } };
  const { items } = properties.sources;
  const parts = [items, items.properties!.columns!, items.properties!.time!];
  for (const part of parts)
    for (const [name, { description }] of Object.entries(part.properties!)) expect(description, name).toBeTruthy();
});

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
}

it('is described in docs/mapping.md: every option, and examples that are mappings', async () => {
  const text = await readFile(fileURLToPath(new URL(`../../../docs/mapping.md`, import.meta.url)), 'utf8');
  const { properties } = (mappingJsonSchema() as { properties: { sources: { items: Described } } }).properties.sources
    .items;
  const options = [...Object.keys(properties!), ...Object.keys(properties!.columns!.properties!)];
  for (const option of options) expect(text).toContain(`\`${option}\``);
  const examples = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => json!);
  expect(examples).toHaveLength(3);
  for (const json of examples) expect(parseMapping(JSON.parse(json), 'mapping.md')).toEqual(JSON.parse(json));
});
