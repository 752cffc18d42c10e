import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportedLists, exportedShop, idKinds, type ShopRow, sqlRows } from '../../testing/exported-shop.js';
import { folderOf } from '../../testing/folder-of.js';
import { sqlPath } from '../duckdb.js';
import { type Id, type Ids, idsOf } from '../ids.js';
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

describe('P-joint’s labels and submissions', () => {
  /** Session 3 goes on to a view, two carts and a purchase, session 1 to a view of the first item. */
  const queries = { session: Int32Array.of(2, 2, 2, 0), kind: Uint8Array.of(0, 1, 2, 0) };
  const target = { query: Int32Array.of(0, 1, 1, 2, 3), item: Int32Array.of(1, 0, 2, 2, 0) };
  const listed = { query: Int32Array.of(0, 0, 1), item: Int32Array.of(2, 1, 0) };
  const written = async (sessions: Ids, items: Ids) => {
    const folder = await folderOf({});
    const joint = { ...queries, sessions };
    const asked = { visitor: Int32Array.of(0, 0, 0, 0), time: new Float64Array(4), clock: 'wall' as const, joint };
    const places = { rank: Int32Array.of(1, 2, 1), score: Float64Array.of(2, 1, 1) };
    await otto.writeTargets!(folder, { ...joint, ...target, items });
    await otto.writeLists(folder, { model: 'm', queries: asked, ...listed, ...places, items });
    return Promise.all(['test_labels.jsonl', 'm.csv'].map((name) => readFile(join(folder, name), 'utf8')));
  };

  it('hold the shop’s ids where all are whole numbers', async () => {
    expect(await written(Int32Array.of(5, 6, 7), Int32Array.of(0, 30, 20))).toEqual([
      '{"session":7,"labels":{"clicks":30,"carts":[0,20],"orders":[20]}}\n{"session":5,"labels":{"clicks":0}}\n',
      'session_type,labels\n7_clicks,20 30\n7_carts,0\n7_orders,\n5_clicks,\n',
    ]);
  });

  it('number other ids from 1: the evaluator reads whole numbers alone, and takes a next view of 0 for none', async () => {
    expect(await written(idsOf(['a', 'b', 'c']), idsOf(['x', 'y', 'z']))).toEqual([
      '{"session":3,"labels":{"clicks":2,"carts":[1,3],"orders":[3]}}\n{"session":1,"labels":{"clicks":1}}\n',
      'session_type,labels\n3_clicks,3 2\n3_carts,1\n3_orders,\n1_clicks,\n',
    ]);
  });

  it('hold the first 20 items of a list', async () => {
    const folder = await folderOf({});
    const items = Int32Array.from({ length: 25 }, (_, i) => i + 1);
    const joint = { session: Int32Array.of(0), kind: Uint8Array.of(0), sessions: Int32Array.of(9) };
    await otto.writeLists(folder, {
      model: 'm',
      queries: { visitor: Int32Array.of(0), time: Float64Array.of(0), clock: 'wall', joint },
      items,
      query: new Int32Array(25),
      rank: items,
      item: items.map((id) => id - 1),
      score: new Float64Array(25),
    });
    const row = `9_clicks,${[...items.subarray(0, 20)].join(' ')}`;
    expect(await readFile(join(folder, 'm.csv'), 'utf8')).toBe(`session_type,labels\n${row}\n`);
  });
});
