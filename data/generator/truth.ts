import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../errors.js';
import type { BrowsedShop } from './browse.js';
import type { Catalogue } from './catalogue.js';
import type { ShopParameters } from './shop.js';
import type { ShopTree } from './tree.js';
import { truthFiles as files, truthFolder } from './truth-folder.js';
import { favouritesEach, type Visitors } from './visitors.js';

/** The ground truth of a generated shop: its parameters, tree, items and visitors. */
export interface ShopTruth extends BrowsedShop {
  readonly parameters: ShopParameters;
  readonly visitors: Visitors;
  /** Position in the catalogue of a shop's item id. */
  readonly position: ReadonlyMap<number, number>;
}

type Column = Int32Array | Int16Array | Uint8Array | Float32Array | Float64Array;

/**
 * Writes the ground truth: `parameters.json`, and as Arrow files `categories`, `items` (ids, category as position in
 * the tree, line, style, demand, quality, lifetime in days of the log) and `visitors` (events, three favourite
 * categories, style, readiness to buy, whether a bot; row = shop id).
 */
export async function writeTruth(
  folder: string,
  parameters: ShopParameters,
  shop: { tree: ShopTree; catalogue: Catalogue; visitors: Visitors },
): Promise<void> {
  const { tableFromArrays, tableToIPC } = await import('apache-arrow');
  const { tree, catalogue, visitors } = shop;
  const favourite = (i: number): Int32Array =>
    visitors.budget.map((_, visitor) => visitors.favourites[visitor * favouritesEach + i]!);
  const arrow = (name: string, columns: Record<string, Column>): Promise<void> =>
    writeFile(join(folder, name), tableToIPC(tableFromArrays(columns), 'file'));
  await writeFile(join(folder, files.parameters), `${JSON.stringify(parameters, null, 2)}\n`);
  await arrow(files.tree, {
    id: tree.id,
    parent: tree.parent,
    end: tree.end,
    firstItem: catalogue.categoryStart,
    endItem: catalogue.categoryEnd,
  });
  await arrow(files.items, {
    id: catalogue.id,
    category: catalogue.category,
    lineStart: catalogue.lineStart,
    lineEnd: catalogue.lineEnd,
    style: catalogue.style,
    demand: catalogue.demand,
    quality: catalogue.quality,
    arrival: catalogue.arrival,
    departure: catalogue.departure,
  });
  await arrow(files.visitors, {
    events: visitors.budget,
    favourite1: favourite(0),
    favourite2: favourite(1),
    favourite3: favourite(2),
    style: visitors.style,
    readiness: visitors.readiness,
    bot: visitors.bot,
  });
}

/**
 * Reads the ground truth of a generated shop.
 * @param folder the shop's folder, the one that holds `events.csv`.
 * @throws InputError when the folder holds no ground truth or a damaged one.
 */
export async function readTruth(folder: string): Promise<ShopTruth> {
  const { tableFromIPC } = await import('apache-arrow');
  const read = (name: string): Promise<Buffer> =>
    readFile(join(folder, truthFolder, name)).catch(() => {
      throw new InputError('no truth beside the log', { file: join(folder, truthFolder, name) }, 'a generated shop');
    });
  const damaged =
    (name: string) =>
    (error?: unknown): never => {
      if (error instanceof InputError) throw error;
      throw new InputError(
        'is damaged',
        { file: join(folder, truthFolder, name) },
        'the file as the generator wrote it',
      );
    };
  const parameters = (await read(files.parameters)
    .then((text) => JSON.parse(text.toString()) as unknown)
    .catch(damaged(files.parameters))) as ShopParameters;
  const table = async (name: string) => {
    const columns = await read(name).then(tableFromIPC).catch(damaged(name));
    return <T extends Column>(column: string): T => (columns.getChild(column) ?? damaged(name)()).toArray() as T;
  };
  const tree = await table(files.tree);
  const items = await table(files.items);
  const visitors = await table(files.visitors);
  const favourites = new Int32Array(parameters.visitors * favouritesEach);
  for (let i = 0; i < favouritesEach; i++)
    visitors<Int32Array>(`favourite${i + 1}`).forEach((category, visitor) => {
      favourites[visitor * favouritesEach + i] = category;
    });
  const id = items<Int32Array>('id');
  const parent = tree<Int32Array>('parent');
  const end = tree<Int32Array>('end');
  return {
    parameters,
    browsing: parameters.browsing,
    tree: { id: tree('id'), parent, end, leaves: Int32Array.from(end.keys()).filter((c) => end[c] === c + 1) },
    catalogue: {
      id,
      category: items('category'),
      lineStart: items('lineStart'),
      lineEnd: items('lineEnd'),
      style: items('style'),
      demand: items('demand'),
      quality: items('quality'),
      arrival: items('arrival'),
      departure: items('departure'),
      categoryStart: tree('firstItem'),
      categoryEnd: tree('endItem'),
    },
    visitors: {
      budget: visitors('events'),
      favourites,
      style: visitors('style'),
      readiness: visitors('readiness'),
      bot: visitors('bot'),
    },
    position: new Map(Array.from(id, (shopId, position) => [shopId, position])),
  };
}
