import { describe, expect, it } from 'vitest';
import { idAt, idList, idsOf } from './ids.js';
import { type PropertyTimeline, propertiesAsOf } from './property-timeline.js';

/**
 * Item 7 is of category 3 since 10 and of category 4 since 20; in stock since 20, out of stock since 30; white since ever.
 * Item 8 is black since 20.
 */
const timeline: PropertyTimeline = {
  item: Int32Array.of(7, 8),
  offsets: Int32Array.of(0, 5, 6),
  statement: Int32Array.of(1, 0, 3, 2, 5, 4),
  since: Int32Array.of(2, 3, 1, 2, 0, 2),
  moments: Float64Array.of(Number.NEGATIVE_INFINITY, 10, 20, 30),
  statements: {
    property: Int32Array.of(0, 0, 1, 1, 2, 2),
    category: Int32Array.of(-1, -1, 1, 0, -1, -1),
    categoryIds: Int32Array.of(3, 4),
    available: Int8Array.of(0, 1, -1, -1, -1, -1),
    tokens: { offsets: Int32Array.of(0, 0, 0, 0, 0, 1, 3), values: Int32Array.of(0, 2, 1) },
    tokenNames: ['colour:black', 'colour:snow', 'colour:white'],
  },
};

const known = (time: number) => {
  const { item, category, categoryIds, available, tokens, tokenNames } = propertiesAsOf(timeline, time);
  return idList(item).map((id, i) => {
    const words = Array.from(tokens.values.subarray(tokens.offsets[i], tokens.offsets[i + 1]));
    return [
      id,
      category[i]! < 0 ? -1 : idAt(categoryIds, category[i]!),
      available[i],
      words.map((code) => tokenNames[code]).join(' '),
    ];
  });
};

describe('the properties of items as of a moment', () => {
  it('are of each property the latest at or before it', () => {
    expect(known(10)).toEqual([[7, 3, -1, 'colour:white colour:snow']]);
    expect(known(19.9)).toEqual(known(10));
    expect(known(20)).toEqual([
      [7, 4, 1, 'colour:white colour:snow'],
      [8, -1, -1, 'colour:black'],
    ]);
    expect(known(30)).toEqual([
      [7, 4, 0, 'colour:white colour:snow'],
      [8, -1, -1, 'colour:black'],
    ]);
    expect(known(1e13)).toEqual(known(30));
  });

  it('forget the words of a statement that another replaced, and know the category 0', () => {
    const painted: PropertyTimeline = {
      item: Int32Array.of(5, 6),
      offsets: Int32Array.of(0, 2, 3),
      statement: Int32Array.of(0, 1, 2),
      since: Int32Array.of(0, 1, 2),
      moments: Float64Array.of(10, 20, 30),
      statements: {
        property: Int32Array.of(0, 0, 1),
        category: Int32Array.of(-1, -1, 0),
        categoryIds: Int32Array.of(0),
        available: Int8Array.of(-1, -1, -1),
        tokens: { offsets: Int32Array.of(0, 1, 2, 2), values: Int32Array.of(0, 1) },
        tokenNames: ['colour:black', 'colour:white'],
      },
    };
    const unknown = { category: Int32Array.of(-1), available: Int8Array.of(-1) };
    const coloured = (colour: number) => ({ offsets: Int32Array.of(0, 1), values: Int32Array.of(colour) });
    expect(propertiesAsOf(painted, 10)).toMatchObject({ item: Int32Array.of(5), tokens: coloured(0), ...unknown });
    expect(propertiesAsOf(painted, 20)).toMatchObject({ item: Int32Array.of(5), tokens: coloured(1), ...unknown });
    expect(propertiesAsOf(painted, 30)).toMatchObject({
      item: Int32Array.of(5, 6),
      category: Int32Array.of(-1, 0),
      available: Int8Array.of(-1, -1),
      tokens: { offsets: Int32Array.of(0, 1, 1), values: Int32Array.of(1) },
    });
  });

  it('are of items and categories whose ids are texts', () => {
    const { statements, ...facts } = timeline;
    const categoryIds = idsOf(['2053013555631882655', '2053013555631882656']);
    const texts = { ...facts, item: idsOf(['SKU-7', 'SKU-8']), statements: { ...statements, categoryIds } };
    const { item, category, categoryIds: known } = propertiesAsOf(texts, 20);
    expect(idList(item)).toEqual(['SKU-7', 'SKU-8']);
    expect(idAt(known, category[0]!)).toBe('2053013555631882656');
    expect(idList(propertiesAsOf(texts, 10).item)).toEqual(['SKU-7']);
  });

  it('before anything was said are what always holds, and nothing of other items', () => {
    expect(known(9)).toEqual([[7, -1, -1, 'colour:white colour:snow']]);
    const { statement, since, ...rest } = timeline;
    const timed = propertiesAsOf({ ...rest, statement, since: since.map((moment) => Math.max(1, moment)) }, 9);
    expect(timed).toMatchObject({ item: new Int32Array(0), tokens: { offsets: Int32Array.of(0) } });
  });
});
