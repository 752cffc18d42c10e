import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../testing/folder-of.js';
import type { ItemProperties } from '../dataset.js';
import { type LoadOptions, loadDataset } from './load-dataset.js';

const week1 = 1431226800000;
const week2 = 1431831600000;
const header = 'timestamp,itemid,property,value';
const events = `timestamp,visitorid,event,itemid,transactionid\n${week2 + 5},1,view,5,\n`;

const loadProperties = async (part1: readonly string[], part2: readonly string[] = [], options?: LoadOptions) => {
  const folder = await folderOf({
    'events.csv': events,
    'item_properties_part1.csv': [header, ...part1].join('\n'),
    ...(part2.length > 0 && { 'item_properties_part2.csv.gz': gzipSync([header, ...part2].join('\n')) }),
  });
  return loadDataset(folder, options);
};

const tokensOf = ({ tokens, tokenNames }: ItemProperties) => Array.from(tokens.values, (code) => tokenNames[code]!);

describe('item properties', () => {
  it('become one entry an item, hashed properties a token for each word', async () => {
    const { properties } = await loadProperties(
      [`${week1},9,categoryid,1338`, `${week1},4,888,n24.000 511 511`, `${week1},9,available,1`],
      [`${week1},4,12,77`, `${week1},4,available,0`],
    );
    expect(properties).toEqual({
      item: Int32Array.of(4, 9),
      category: Int32Array.of(-1, 1338),
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
    const at = async (asOf: number) => (await loadProperties(changing, [], { asOf })).properties!;
    expect(tokensOf(await at(week1))).toEqual(['888:n24.000', '888:511']);
    expect((await at(week2 - 1)).available).toEqual(Int8Array.of(1));
    expect(tokensOf(await at(week2))).toEqual(['888:902']);
    expect((await at(week2)).available).toEqual(Int8Array.of(0));
    expect((await at(week1 - 1)).item.length).toBe(0);
  });

  it('are those of the last event where no moment is given', async () => {
    const later = `${week2 + 6},7,888,999`;
    expect(tokensOf((await loadProperties([...changing, later])).properties!)).toEqual(['888:902']);
  });

  it('of one time: the later row counts, over the parts', async () => {
    const one = await loadProperties([`${week1},7,888,1`, `${week1},7,888,2`]);
    expect(tokensOf(one.properties!)).toEqual(['888:2']);
    const two = await loadProperties([`${week1},7,888,1`, `${week1},7,888,2`], [`${week1},7,888,3`]);
    expect(tokensOf(two.properties!)).toEqual(['888:3']);
  });

  it('keep items apart over many batches', async () => {
    const lines = Array.from({ length: 120_000 }, (_, i) => `${week1},${i * 3},${i % 5},${i}`);
    const properties = (await loadProperties(lines)).properties!;
    expect(properties.item.length).toBe(120_000);
    expect(properties.tokens.offsets[120_000]).toBe(120_000);
    expect(tokensOf(properties).every((token, i) => token === `${i % 5}:${i}`)).toBe(true);
  });

  it.each([
    ['a category that is no number', `${week1},7,categoryid,x1`, 'value of categoryid is "x1"'],
    ['availability that is neither 0 nor 1', `${week1},7,available,yes`, 'value of available is "yes"'],
    ['no property', `${week1},7,,5`, 'property is empty'],
    ['an item that is no number', `${week1},seven,888,5`, 'itemid is no whole number ("seven")'],
    ['seconds', `${week1 / 1000},7,888,5`, `timestamp is in seconds, not milliseconds (${week1 / 1000})`],
    ['a field too few', `${week1},7,888`, '3 fields instead of 4'],
  ])('are set aside for %s', async (_, line, reason) => {
    const lines = Array.from({ length: 200 }, (_, i) => `${week1},${i},888,5`);
    const { properties, rejects } = await loadProperties([...lines, line]);
    expect(properties!.item.length).toBe(200);
    expect(rejects).toMatchObject([{ file: 'item_properties_part1.csv', line: 202, reason, text: line }]);
  });

  it('are refused under another header', async () => {
    const folder = await folderOf({
      'events.csv': events,
      'item_properties_part1.csv': `itemid,property,value\n1,2,3\n`,
    });
    await expect(loadDataset(folder)).rejects.toThrow(/item_properties_part1\.csv, line 1: is no header of this file/);
  });

  it('are refused where a quote is never closed', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `${week1},${i},888,"5"`);
    await expect(loadProperties([...lines, `${week1},7,888,"5`])).rejects.toThrow(/line 202: a quote is never closed/);
  });
});
