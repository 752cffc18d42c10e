import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import { generateShop } from '../generator/generate-shop.js';
import { idAt, idCount, idList } from '../ids.js';
import type { ItemProperties } from '../item-properties.js';
import { propertiesAsOf } from '../property-timeline.js';
import { quiet } from '../reporter.js';
import { listAt } from '../sparse.js';
import { loadDataset } from './load-dataset.js';

const week1 = 1431226800000;
const week2 = 1431831600000;
const header = 'timestamp,itemid,property,value';
const events = `timestamp,visitorid,event,itemid,transactionid\n${week2 + 5},1,view,5,\n`;

const loadProperties = async (part1: readonly string[], part2: readonly string[] = []) => {
  const folder = await folderOf({
    'events.csv': events,
    'item_properties_part1.csv': [header, ...part1].join('\n'),
    ...(part2.length > 0 && { 'item_properties_part2.csv.gz': gzipSync([header, ...part2].join('\n')) }),
  });
  const { properties, rejects } = await loadDataset(folder);
  return { timeline: properties!, at: (time: number) => propertiesAsOf(properties!, time), rejects };
};

const tokensOf = ({ tokens, tokenNames }: ItemProperties) => Array.from(tokens.values, (code) => tokenNames[code]!);

describe('item properties', () => {
  it('become one entry an item, hashed properties a token for each word', async () => {
    const { at } = await loadProperties(
      [`${week1},9,categoryid,1338`, `${week1},4,888,n24.000 511 511`, `${week1},9,available,1`],
      [`${week1},4,12,77`, `${week1},4,available,0`],
    );
    expect(at(week1)).toEqual({
      item: Int32Array.of(4, 9),
      category: Int32Array.of(-1, 0),
      categoryIds: Int32Array.of(1338),
      available: Int8Array.of(0, 1),
      tokens: { offsets: Int32Array.of(0, 4, 4), values: Int32Array.of(0, 2, 1, 1) },
      tokenNames: ['12:77', '888:511', '888:n24.000'],
    });
  });

  const changing = [
    `${week2},7,888,902`,
    `${week1},7,888,n24.000 511`,
    `${week1},7,available,1`,
    `${week2},7,available,0`,
  ];

  it('are those of the moment asked for', async () => {
    const { at } = await loadProperties(changing);
    expect(tokensOf(at(week1))).toEqual(['888:n24.000', '888:511']);
    expect(at(week2 - 1).available).toEqual(Int8Array.of(1));
    expect(tokensOf(at(week2))).toEqual(['888:902']);
    expect(at(week2).available).toEqual(Int8Array.of(0));
    expect(idCount(at(week1 - 1).item)).toBe(0);
  });

  it('after the last event are left out', async () => {
    const later = [`${week2 + 5},7,12,1`, `${week2 + 6},7,888,999`, `${week2 + 6},8,categoryid,1`];
    const { timeline, at } = await loadProperties([...changing, ...later]);
    expect(timeline.item).toEqual(Int32Array.of(7));
    expect(tokensOf(at(Number.POSITIVE_INFINITY))).toEqual(['12:1', '888:902']);
    expect(timeline.statements.tokenNames).not.toContain('888:999');
  });

  it('that say the same again are left out', async () => {
    const weeks = [0, 1, 2, 3].map((week) => week1 + week);
    const { timeline } = await loadProperties([
      ...weeks.map((time) => `${time},7,888,511`),
      ...weeks.map((time, week) => `${time},7,available,${week % 3 === 0 ? 1 : 0}`),
      `${week1},8,888,511`,
    ]);
    // 888 once; available from the first week on 1, from the second on 0, from the fourth on 1; item 8 says the same 888.
    expect(Array.from(timeline.since)).toEqual([0, 0, 1, 3, 0]);
    expect(Array.from(timeline.offsets)).toEqual([0, 4, 5]);
    expect(timeline.statement[4]).toBe(timeline.statement[0]);
    expect(timeline.statements.property.length).toBe(3);
  });

  it('that are taken back at the moment they are said change nothing', async () => {
    const { timeline } = await loadProperties([`${week1},7,888,1`, `${week2},7,888,2`, `${week2},7,888,1`]);
    expect(timeline.statement.length).toBe(1);
  });

  it('of one time: the later row counts, over the parts', async () => {
    const one = await loadProperties([`${week1},7,888,1`, `${week1},7,888,2`]);
    expect(tokensOf(one.at(week1))).toEqual(['888:2']);
    const two = await loadProperties([`${week1},7,888,1`, `${week1},7,888,2`], [`${week1},7,888,3`]);
    expect(tokensOf(two.at(week1))).toEqual(['888:3']);
  });

  it('keep many items apart', async () => {
    const lines = Array.from({ length: 120_000 }, (_, i) => `${week1},${i * 3},${i % 5},${i}`);
    const properties = (await loadProperties(lines)).at(week1);
    expect(idCount(properties.item)).toBe(120_000);
    expect(properties.tokens.offsets[120_000]).toBe(120_000);
    expect(tokensOf(properties).every((token, i) => token === `${i % 5}:${i}`)).toBe(true);
  });

  it('of a generated shop are at any moment what its file says when read line by line', async () => {
    const folder = await folderOf({});
    await generateShop({ events: 20_000, seed: 3, folder, reporter: quiet });
    const { properties } = await loadDataset(folder);
    const rows = (await readFile(join(folder, 'item_properties_part1.csv'), 'utf8')).trimEnd().split('\n').slice(1);
    const times = [...new Set(rows.map((row) => Number(row.split(',')[0])))];
    for (const time of [times[0]! - 1, times[0]!, times[5]! - 1, times[11]!]) {
      const latest = new Map<number, Record<string, string>>();
      for (const row of rows) {
        const [at, item, property, value] = row.split(',') as [string, string, string, string];
        if (Number(at) <= time) latest.set(Number(item), { ...latest.get(Number(item)), [property]: value });
      }
      const { item, category, categoryIds, available, tokens, tokenNames } = propertiesAsOf(properties!, time);
      const words = (i: number) => Array.from(listAt(tokens, i), (code) => tokenNames[code]!);
      const expected = [...latest].map(([id, { categoryid, available, ...hashed }]) => [
        ...[id, Number(categoryid ?? -1), Number(available ?? -1)],
        Object.keys(hashed)
          .sort()
          .flatMap((property) => hashed[property]!.split(' ').map((word) => `${property}:${word}`)),
      ]);
      const categoryOf = (i: number) => (category[i]! < 0 ? -1 : idAt(categoryIds, category[i]!));
      expect(idList(item).map((id, i) => [id, categoryOf(i), available[i], words(i)])).toEqual(
        expected.sort(([a], [b]) => Number(a) - Number(b)),
      );
    }
  });

  it.each([
    ['a category that is none', `${week1},7,categoryid,null`, 'value of categoryid is "null"'],
    ['availability that is neither 0 nor 1', `${week1},7,available,yes`, 'value of available is "yes"'],
    ['no property', `${week1},7,,5`, 'property is empty'],
    ['no item', `${week1},,888,5`, 'itemid is empty'],
    ['seconds', `${week1 / 1000},7,888,5`, `timestamp is in seconds, not milliseconds (${week1 / 1000})`],
    ['a field too few', `${week1},7,888`, '3 fields instead of 4'],
  ])('are set aside for %s', async (_, line, reason) => {
    const properties = ['888,5', 'categoryid,1338', 'available,1'];
    const lines = Array.from({ length: 600 }, (_, i) => `${week1},${i},${properties[i % 3]}`);
    const { timeline, rejects } = await loadProperties([...lines, line]);
    expect(idCount(timeline.item)).toBe(600);
    expect(rejects).toMatchObject([{ file: 'item_properties_part1.csv', line: 602, reason, text: line }]);
  });

  it('are refused under another header', async () => {
    const folder = await folderOf({
      'events.csv': events,
      'item_properties_part1.csv': `itemid,property,values\n1,2,3\n`,
    });
    await expect(loadDataset(folder)).rejects.toThrow(
      /item_properties_part1\.csv, line 1: has no column "timestamp", "value" \(did you mean "values"\?\)\n {2}expected: timestamp,itemid,property,value$/,
    );
  });

  it('may hold quotes, and bytes of another encoding in some row', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `${week1},${i},888,"5"`);
    const odd = [`${week1},7,999,"5`, `${week1},8,999,7 1/2" tall`, `${week1},9,999,"7 """`];
    const quoted = await loadProperties([...lines, ...odd]);
    expect(quoted.rejects).toMatchObject([{ line: 202, reason: 'value begins with a quote that is not closed' }]);
    expect(tokensOf(quoted.at(week1)).filter((token) => token.includes('"'))).toEqual(['999:1/2"', '999:"']);
    const folder = await folderOf({
      'events.csv': events,
      'item_properties_part1.csv': Buffer.from([header, ...lines, `${week1},7,888,caf\xe9`].join('\n'), 'latin1'),
    });
    const { properties, rejects, warnings } = await loadDataset(folder);
    expect(rejects).toMatchObject([{ line: 202, reason: 'is not UTF-8 text', text: `${week1},7,888,caf\xe9` }]);
    expect([idCount(properties!.item), warnings]).toEqual([200, []]);
  });

  it('may have categories as pandas writes numbers in a column with gaps', async () => {
    const { at } = await loadProperties([
      `${week1},7,categoryid,5.0`,
      `${week1},8,categoryid,5`,
      `${week1},9,categoryid,6`,
    ]);
    const { category, categoryIds } = at(week1);
    expect(Array.from(category, (code) => idAt(categoryIds, code))).toEqual([5, 5, 6]);
  });

  it('may be of texts for items and categories', async () => {
    const { at } = await loadProperties([`${week1},sku-9,categoryid,shoes`, `${week1},sku-7,categoryid,1338.5`]);
    const { item, category, categoryIds } = at(week1);
    expect(idList(item)).toEqual(['sku-7', 'sku-9']);
    expect(Array.from(category, (code) => idAt(categoryIds, code))).toEqual(['1338.5', 'shoes']);
  });

  it('of a part that cannot be read are left out, those of the others are not', async () => {
    const folder = await folderOf({
      'events.csv': events,
      'item_properties_part1.csv': [header, `${week1},7,888,1`, `${week1},8,888,1`].join('\n'),
      'item_properties_part2.csv': [header, `${week1},x,888,2`, 'damaged', 'too'].join('\n'),
      'item_properties_part3.csv': [header, `${week2},7,888,3`].join('\n'),
    });
    const { properties, warnings, rejects } = await loadDataset(folder);
    expect(properties!.item).toEqual(Int32Array.of(7, 8));
    expect(tokensOf(propertiesAsOf(properties!, week2))).toEqual(['888:3', '888:1']);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^left out, for it cannot be read: \S*part2\.csv, line 3: 1 field instead of 4 \(2 of 3 rows/,
      ),
    ]);
    expect(rejects).toEqual([]);
  });

  it('without the names of properties are left out, which is a warning', async () => {
    const folder = await folderOf({ 'events.csv': events, 'item_properties_part1.csv': `${header}\n${week1},7,,5\n` });
    const { properties, warnings } = await loadDataset(folder);
    expect(properties).toBe(undefined);
    expect(warnings).toEqual([expect.stringMatching(/line 2, column "property": property is empty \(1 of 1 rows/)]);
  });

  it('of a kind that is lost whole are left out, which is a warning', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `${week1},${i},888,5`);
    const folder = await folderOf({
      'events.csv': events,
      'item_properties_part1.csv': [header, ...lines, `${week1},7,categoryid,`].join('\n'),
    });
    const { properties, warnings } = await loadDataset(folder);
    expect(properties).toBe(undefined);
    expect(warnings).toEqual([
      expect.stringMatching(
        /line 202, column "value": value of categoryid is "" \(1 of 1 rows of the kind categoryid cannot/,
      ),
    ]);
  });
});
