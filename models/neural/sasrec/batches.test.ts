import { describe, expect, it } from 'vitest';
import { listAt, packLists } from '../../../data/index.js';
import { epochBatches, largestBatch, type SasRecBatch } from './batches.js';
import { noNegatives, ownNegatives, sharedNegatives } from './negatives.js';

const sequences = packLists([
  [5, 6, 7, 8],
  [1, 2],
  [3, 3, 4],
  [2, 1],
  [9, 8, 7, 6, 5],
]);

const rowsOf = ({ offsets, items, targets }: SasRecBatch) =>
  Array.from({ length: offsets.length - 1 }, (_, s) => [
    ...items.subarray(offsets[s]!, offsets[s + 1]!),
    targets[offsets[s + 1]! - 1]!,
  ]);

describe("an epoch's batches", () => {
  it('have each sequence once, its rows one behind the other, each to foretell the next', () => {
    const batches = [...epochBatches(sequences, { batchSize: 2, reach: 1, draw: noNegatives }, 1)];
    expect(batches.map((batch) => batch.offsets.length - 1).sort()).toEqual([1, 2, 2]);
    const seen = batches.flatMap(rowsOf).sort((a, b) => a[0]! - b[0]!);
    expect(seen).toEqual([1, 3, 2, 0, 4].map((s) => [...listAt(sequences, s)]).sort((a, b) => a[0]! - b[0]!));
    for (const { offsets, items, targets } of batches)
      for (let s = 0; s + 1 < offsets.length; s++)
        expect(targets.subarray(offsets[s]!, offsets[s + 1]! - 1)).toEqual(
          items.subarray(offsets[s]! + 1, offsets[s + 1]!),
        );
  });

  it('are the same for the same key, and others for another', () => {
    const of = (key: number) => [
      ...epochBatches(
        sequences,
        { batchSize: 2, reach: 1, draw: sharedNegatives(new Float64Array(10).fill(1), 3) },
        key,
      ),
    ];
    expect(of(1)).toEqual(of(1));
    expect([of(2), of(3), of(4)].map((batches) => batches.map(rowsOf))).not.toEqual(
      [1, 1, 1].map((key) => of(key).map(rowsOf)),
    );
    const keys = of(1).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('take sequences nearly in their order where they do not reach far', () => {
    const count = 1000;
    const pairs = packLists(Array.from({ length: count }, (_, i) => [i, i]));
    const taken = (reach: number) =>
      [...epochBatches(pairs, { batchSize: 10, reach, draw: noNegatives }, 4)].flatMap(({ items }) => [...items]);
    expect(taken(0)).toEqual([...Array(count).keys()]);
    const near = taken(0.02);
    expect(near.toSorted((a, b) => a - b)).toEqual(taken(0));
    expect(near).not.toEqual(taken(0));
    for (const [at, sequence] of near.entries()) expect(sequence).toBeLessThan(at + 20);
    const late = (order: number[]) => order.slice(-100).filter((sequence) => sequence >= 800).length;
    expect(late(near)).toBeGreaterThan(90);
    expect(late(taken(1))).toBeLessThan(50);
  });

  it('are no larger than said', () => {
    const most = largestBatch(sequences, 2);
    expect(most).toEqual({ rows: 7, sequences: 2 });
    for (const { items } of epochBatches(sequences, { batchSize: 2, reach: 1, draw: noNegatives }, 3))
      expect(items.length).toBeLessThanOrEqual(7);
  });
});

describe('negatives', () => {
  const batch = { offsets: Int32Array.of(0, 2, 3), items: Int32Array.of(0, 1, 4), targets: Int32Array.of(1, 2, 4) };

  it('that rows share are drawn in proportion to weights', () => {
    const drawn = sharedNegatives(Float64Array.of(1, 0, 3), 4000)(batch, 7);
    const share = (item: number) => drawn.filter((one) => one === item).length / 4000;
    expect(share(0)).toBeCloseTo(0.25, 1);
    expect(share(1)).toBe(0);
    expect(share(2)).toBeCloseTo(0.75, 1);
  });

  it("of a row's own are none of its sequence's items, unless it has them all", () => {
    const negatives = Array.from({ length: 50 }, (_, key) => ownNegatives(5)(batch, key));
    expect(new Set(negatives.flatMap((own) => [...own.subarray(0, 2)]))).toEqual(new Set([3, 4]));
    expect(new Set(negatives.map((own) => own[2]))).toEqual(new Set([0, 1, 2, 3]));
    expect([
      ...ownNegatives(1)({ offsets: Int32Array.of(0, 1), items: Int32Array.of(0), targets: Int32Array.of(0) }, 1),
    ]).toEqual([0]);
  });
});
