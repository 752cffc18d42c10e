import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportedLists, exportedShop, idKinds, type ShopRow, sqlRows } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { sqlPath } from '../duckdb.js';
import type { Id } from '../ids.js';
import { otto } from './otto.js';

const words = { view: 'clicks', addtocart: 'carts', transaction: 'orders' };

/** The events of a file, one a row, in order; ids as JSON writes them. */
const read = (file: string) =>
  sqlRows(`
    SELECT line->>'$.session' AS session, unnest(CAST(line->'$.events' AS JSON[])) AS event
    FROM read_json(${sqlPath(file)}, format = 'newline_delimited', records = false, columns = { line: 'JSON' })`);

/** The rows in the order of their sessions' starts. */
function bySession(rows: readonly ShopRow[], all: readonly ShopRow[]): ShopRow[] {
  const sessions = [...new Set(all.map(({ session }) => session))];
  return sessions.flatMap((session) => rows.filter((row) => row.session === session));
}

/** How an id is written in JSON: as a number only where any reader holds it exactly. */
function json(id: Id): string {
  const isNumber = /^(0|[1-9][0-9]*)$/.test(String(id)) && Number(id) <= Number.MAX_SAFE_INTEGER;
  return isNumber ? String(id) : JSON.stringify(id);
}

describe('OTTO’s JSON lines', () => {
  it.each(Object.entries(idKinds))('hold a line a session, ids being %s', async (_, idOf) => {
    const { rows, exported } = exportedShop(idOf);
    const folder = await folderOf({});
    await otto.writeLog(folder, exported);
    for (const [file, isIn] of Object.entries({
      full: () => true,
      train: (part: string) => part === 'train',
      validation: (part: string) => part === 'validation',
      test: (part: string) => part === 'test',
    }))
      expect(await read(join(folder, `${file}.jsonl`))).toEqual(
        bySession(
          rows.filter(({ part }) => isIn(part)),
          rows,
        ).map(({ session, item, time, event }) => ({
          session: String(session),
          event: `{"aid":${json(item)},"ts":${time},"type":"${words[event]}"}`,
        })),
      );
  });

  it('have sessions as numbers where they are numbers, or not named by the shop', async () => {
    const first = async (exported: ReturnType<typeof exportedShop>['exported']) => {
      const folder = await folderOf({});
      await otto.writeLog(folder, exported);
      return (await readFile(join(folder, 'full.jsonl'), 'utf8')).slice(0, 20);
    };
    expect(await first(exportedShop(idKinds.numbers).exported)).toMatch('{"session":11,');
    const { exported } = exportedShop(idKinds.texts);
    expect(await first(exported)).toMatch('{"session":"sku-11 ');
    const { sessions: _, ...log } = exported.log;
    expect(await first({ ...exported, log })).toMatch('{"session":0,');
  });

  it('hold any text', async () => {
    const odd = ['a tab\there', 'two\nlines', '"quoted"', 'NA', '\\', '{"aid":1}'];
    const { rows, exported } = exportedShop((id) => odd[id - 7] ?? `id ${id}`);
    const folder = await folderOf({});
    await otto.writeLog(folder, exported);
    const items = (await read(join(folder, 'full.jsonl'))).map(({ event }) => JSON.parse(String(event)).aid);
    expect(items).toEqual(bySession(rows, rows).map(({ item }) => item));
  });

  it.each(Object.entries(idKinds))(
    'have beside them a model’s lists, a line a query, ids being %s',
    async (_, idOf) => {
      const { lists } = exportedLists(idOf);
      const folder = await folderOf({});
      await otto.writeLists(folder, lists);
      const id = (of: number) => json(idOf(of));
      expect((await readFile(join(folder, 'popular.jsonl'), 'utf8')).split('\n')).toEqual([
        `{"query":0,"visitor":${id(2)},"ts":1431226800001,"aids":[${id(8)},${id(7)}],"scores":[0.1,-1.5]}`,
        `{"query":1,"visitor":${id(3)},"ts":1431226800002,"aids":[${id(7)}],"scores":[3]}`,
        '',
      ]);
    },
  );

  it('have an empty list for a query without any item', async () => {
    const { lists } = exportedLists(idKinds.numbers);
    const folder = await folderOf({});
    const none = { query: new Int32Array(0), rank: new Int32Array(0), item: new Int32Array(0) };
    await otto.writeLists(folder, { ...lists, ...none, score: new Float64Array(0) });
    expect(await readFile(join(folder, 'popular.jsonl'), 'utf8')).toContain('"aids":[],"scores":[]}\n{"query":1');
  });
});
