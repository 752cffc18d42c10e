import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTexts, idAt, idList, idsOf } from '../ids.js';
import { propertiesAsOf } from '../property-timeline.js';
import { listAt } from '../sparse.js';
import { Vocabulary } from '../vocabulary.js';
import { buildTimeline, type PropertyKind } from './build-timeline.js';

type Row = readonly [time: number, item: number, property: string, value: string];

const kinds: Readonly<Record<string, PropertyKind>> = {
  categoryid: 'category',
  available: 'available',
  brand: 'token',
};
const kindOf = (property: string): PropertyKind => kinds[property] ?? 'words';

/** The timeline of rows, whose texts are numbered in order of appearance. */
function timelineOf(rows: readonly Row[]) {
  const distinct = (texts: readonly string[]) => [...new Set(texts)];
  const items = distinct(rows.map(([, item]) => String(item)))
    .map(Number)
    .sort((a, b) => a - b);
  const properties = distinct(rows.map(([, , property]) => property));
  const values = distinct(rows.map(([, , , value]) => value));
  return buildTimeline({
    item: Int32Array.from(rows, ([, item]) => items.indexOf(item)),
    items: new Vocabulary(Int32Array.from(items)),
    time: Float64Array.from(rows, ([time]) => time),
    property: Int32Array.from(rows, ([, , property]) => properties.indexOf(property)),
    properties: asTexts(idsOf(properties)),
    value: Int32Array.from(rows, ([, , , value]) => values.indexOf(value)),
    values: asTexts(idsOf(values)),
    kinds: properties.map(kindOf),
  });
}

/** What is known of each item at a time, read from the rows one by one. */
function knownFrom(rows: readonly Row[], time: number) {
  const latest = new Map<number, Map<string, Row>>();
  for (const row of rows) {
    const [at, item, property] = row;
    if (at > time) continue;
    const ofItem = latest.get(item) ?? new Map<string, Row>();
    latest.set(item, ofItem);
    if (at >= (ofItem.get(property)?.[0] ?? at)) ofItem.set(property, row);
  }
  return [...latest]
    .sort(([a], [b]) => a - b)
    .map(([item, values]) => ({
      item,
      category: values.get('categoryid')?.[3],
      available: Number(values.get('available')?.[3] ?? -1),
      tokens: [...values]
        .filter(([property]) => property !== 'categoryid' && property !== 'available')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([property, [, , , value]]) =>
          (kindOf(property) === 'token' ? [value] : value.split(' '))
            .filter((word) => word !== '')
            .map((word) => `${property}:${word}`),
        ),
    }));
}

function knownIn(timeline: ReturnType<typeof timelineOf>, time: number) {
  const { item, category, categoryIds, available, tokens, tokenNames } = propertiesAsOf(timeline, time);
  return idList(item).map((id, i) => ({
    item: id,
    category: category[i]! < 0 ? undefined : String(idAt(categoryIds, category[i]!)),
    available: available[i]!,
    tokens: Array.from(listAt(tokens, i), (code) => tokenNames[code]!),
  }));
}

describe('a timeline', () => {
  it('has the distinct statements in ascending order, and what changed at which moment', () => {
    const { item, offsets, statement, since, moments, statements } = timelineOf([
      [20, 7, '888', 'b a'],
      [10, 7, '888', 'a'],
      [10, 3, 'categoryid', '12'],
      [30, 7, '888', 'b a'],
      [20, 7, 'available', '0'],
    ]);
    expect([item, offsets]).toEqual([Int32Array.of(3, 7), Int32Array.of(0, 1, 4)]);
    expect([since, moments]).toEqual([Int32Array.of(0, 0, 1, 1), Float64Array.of(10, 20, 30)]);
    expect(statement).toEqual(Int32Array.of(3, 0, 1, 2));
    expect(statements).toMatchObject({
      category: Int32Array.of(-1, -1, -1, 0),
      categoryIds: Int32Array.of(12),
      available: Int8Array.of(-1, -1, 0, -1),
      tokens: { offsets: Int32Array.of(0, 1, 3, 3, 3), values: Int32Array.of(0, 1, 0) },
      tokenNames: ['888:a', '888:b'],
    });
  });

  it('says at any moment what the rows say when read one by one', () => {
    const value = fc.constantFrom('a', 'b', 'a b', 'b  é', '');
    const row: fc.Arbitrary<Row> = fc.oneof(
      fc.tuple(fc.nat(5), fc.nat(3), fc.constantFrom('888', 'brand', '9'), value),
      fc.tuple(fc.nat(5), fc.nat(3), fc.constant('categoryid'), fc.constantFrom('7', '12', 'shoes')),
      fc.tuple(fc.nat(5), fc.nat(3), fc.constant('available'), fc.constantFrom('0', '1')),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 25 }), (rows) => {
        const timeline = timelineOf(rows);
        for (let time = -1; time <= 6; time++) expect(knownIn(timeline, time)).toEqual(knownFrom(rows, time));
        const facts = Array.from(
          timeline.item as Int32Array,
          (_, i) => [timeline.offsets[i]!, timeline.offsets[i + 1]!] as const,
        );
        for (const [from, to] of facts)
          for (let fact = from + 1; fact < to; fact++)
            expect(timeline.statement[fact]).not.toBe(timeline.statement[fact - 1]);
      }),
      { numRuns: 300 },
    );
  });
});
