import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { InputError } from '../errors.js';
import { ADD_TO_CART, type EventLog, eventCount, TRANSACTION } from '../event-log.js';
import { idCount } from '../ids.js';
import { loadDataset } from '../load/load-dataset.js';
import { closingTime, dayOf, openingTime } from './calendar.js';
import { generateShop } from './generate-shop.js';
import { shopTotals } from './shop-totals.js';
import { readTruth } from './truth.js';

const events = 20_000;
let base: string;
let folder: string;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'generated-'));
  folder = join(base, 'shop');
  await generateShop({ events, seed: 1, folder });
});
afterAll(() => rmSync(base, { recursive: true }));

const names = ['events.csv', 'category_tree.csv', 'item_properties_part1.csv'];
const truths = ['categories.arrow', 'items.arrow', 'parameters.json', 'visitors.arrow'].map((name) => `truth/${name}`);
const sha256 = (shop: string): string[] =>
  [...names, ...truths].map((name) =>
    createHash('sha256')
      .update(readFileSync(join(shop, name)))
      .digest('hex'),
  );

describe('generateShop', () => {
  it('writes the files of the layout and the truth, and leaves nothing else behind', () => {
    expect(readdirSync(base)).toEqual(['shop']);
    expect(readdirSync(folder).sort()).toEqual([...names, 'truth'].sort());
  });

  it('gives equal bytes for equal seeds, and others for another seed', async () => {
    await generateShop({ events, seed: 1, folder: join(base, 'again') });
    await generateShop({ events, seed: 2, folder: join(base, 'other') });
    expect(sha256(join(base, 'again'))).toEqual(sha256(folder));
    const other = sha256(join(base, 'other'));
    for (const hash of sha256(folder)) expect(other).not.toContain(hash);
  });

  it('replaces a generated shop, and no other folder', async () => {
    const shop = join(base, 'again');
    await generateShop({ events, seed: 1, folder: shop });
    await generateShop({ events, seed: 1, folder: shop });
    const own = await folderOf({ 'thesis.md': 'years of work' });
    const replaced = generateShop({ events, seed: 1, folder: own });
    await expect(replaced).rejects.toThrow(
      /holds something else than a generated shop\n {2}expected: a new or an empty/,
    );
    expect(readdirSync(own)).toEqual(['thesis.md']);
    const philosophy = await folderOf({ 'truth/on-truth.md': 'years of work' });
    await expect(generateShop({ events, seed: 1, folder: philosophy })).rejects.toThrow('holds something else');
  });

  it('says which files of the truth are missing where a shop is not replaced for them', async () => {
    const shop = join(base, 'without truth');
    await generateShop({ events, seed: 1, folder: shop });
    const again = () => generateShop({ events, seed: 1, folder: shop });
    await rm(join(shop, 'truth/items.arrow'));
    await expect(again()).rejects.toThrow(
      /may hold a generated shop, without a whole truth\/items\.arrow\n.* an empty folder; .* delete it first/,
    );
    await writeFile(join(shop, 'truth/parameters.json'), '{');
    await expect(again()).rejects.toThrow('without a whole truth/parameters.json, truth/items.arrow');
    expect(readdirSync(shop).sort()).toEqual([...names, 'truth'].sort());
  });

  it.each([19_999, 2_756_102, 20_000.5, Number.NaN])('refuses %d events', async (bad) => {
    await expect(generateShop({ events: bad, seed: 1, folder: join(base, 'bad') })).rejects.toThrow(InputError);
    await expect(generateShop({ events: bad, seed: 1, folder: join(base, 'bad') })).rejects.toThrow(
      /20,000 to 2,756,101/,
    );
  });
});

describe('a generated log', () => {
  let log: EventLog;
  beforeAll(async () => {
    const dataset = await loadDataset(folder);
    expect(dataset.rejects).toEqual([]);
    expect(dataset.categories?.parent.length).toBeGreaterThan(100);
    expect(idCount(dataset.properties!.item)).toBeGreaterThan(1000);
    log = dataset.log;
  });

  it('has exactly the events asked for, in order of time, from 2015-05-03 to 2015-09-18', () => {
    expect(eventCount(log)).toBe(events);
    const rows = readFileSync(join(folder, 'events.csv'), 'utf8').trimEnd().split('\n').slice(1);
    expect(rows).toHaveLength(events);
    const times = rows.map((row) => Number(row.slice(0, 13)));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(openingTime);
    expect(times.at(-1)).toBeLessThan(closingTime);
  });

  it('has 71 % visitors of one event, as published, at every size', () => {
    const { visitors, oneEventVisitors } = shopTotals(log);
    expect(oneEventVisitors / visitors).toBeCloseTo(0.7115, 3);
  });

  it('lets no item be ordered that the visitor has not put into the cart before', () => {
    const carted = new Set<string>();
    for (let event = 0; event < events; event++) {
      const pair = `${log.visitor[event]} ${log.item[event]}`;
      if (log.event[event] === ADD_TO_CART) carted.add(pair);
      if (log.event[event] === TRANSACTION) expect(carted).toContain(pair);
    }
    expect(carted.size).toBeGreaterThan(200);
  });

  it('gives every transaction an id that is one visitor’s at one moment', () => {
    const owner = new Map<number, string>();
    for (let event = 0; event < events; event++) {
      if (log.event[event] !== TRANSACTION) expect(log.transaction[event]).toBe(-1);
      else {
        const who = `${log.visitor[event]} ${log.time[event]}`;
        expect(owner.get(log.transaction[event]!) ?? who).toBe(who);
        owner.set(log.transaction[event]!, who);
      }
    }
    expect(owner.size).toBeGreaterThan(50);
  });

  it('has bots that make a hundred events within the hour, and no shopper who does', async () => {
    const { visitors } = await readTruth(folder);
    const times = new Map<number, number[]>();
    for (let event = 0; event < events; event++) {
      const visitor = Number(log.visitors.idOf(log.visitor[event]!));
      times.set(visitor, [...(times.get(visitor) ?? []), log.time[event]!]);
    }
    const quick = [...times].filter(([, all]) => all.some((time, i) => all[i + 99]! - time < 3_600_000));
    const bots = [...times.keys()].filter((visitor) => visitors.bot[visitor]);
    expect(bots).toHaveLength(2);
    expect(quick.map(([visitor]) => visitor).sort()).toEqual(bots.sort());
  });

  it('has items that come and go, and says so in `available`', async () => {
    const { catalogue, position } = await readTruth(folder);
    const last = new Map<number, { time: number; value: string }[]>();
    for (const row of readFileSync(join(folder, 'item_properties_part1.csv'), 'utf8').split('\n')) {
      const [time, item, property, value] = row.split(',');
      if (property !== 'available') continue;
      const entry = position.get(Number(item))!;
      last.set(entry, [...(last.get(entry) ?? []), { time: Number(time), value: value! }]);
    }
    const left = [...last].filter(([, rows]) => rows.at(-1)!.value === '0');
    expect(left.length).toBeGreaterThan(100);
    for (const [item, rows] of left)
      expect(dayOf(rows.at(-1)!.time)).toBeGreaterThanOrEqual(catalogue.departure[item]!);
    for (const [item, rows] of last) expect(dayOf(rows[0]!.time)).toBeGreaterThanOrEqual(catalogue.arrival[item]!);
    for (let event = 0; event < events; event++) {
      // An item is first seen on the day it arrives, or later; where one came back to it, it may be gone since.
      const item = position.get(Number(log.items.idOf(log.item[event]!)))!;
      expect(dayOf(log.time[event]!)).toBeGreaterThanOrEqual(catalogue.arrival[item]!);
    }
  });
});
