import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WeightedLists } from '../../data/index.js';
import { coOccurrences, successors } from './co-occurrences.js';

const grouped = (events: readonly (readonly [group: number, item: number])[]) => ({
  group: Int32Array.from(events, ([group]) => group),
  groups: 4,
  item: Int32Array.from(events, ([, item]) => item),
  items: 6,
});

/** Counts by item and item, where there are some. */
const countsOf = ({ offsets, values, weights }: WeightedLists): Record<string, number> =>
  Object.fromEntries(
    [...offsets.keys()].flatMap((from) =>
      [...values.subarray(offsets[from], offsets[from + 1])].map((to, i) => [
        `${from} ${to}`,
        weights[offsets[from]! + i]!,
      ]),
    ),
  );

const example = grouped([[0, 1], [1, 1], [0, 2], [0, 1], [1, 3], [-1, 4], [-1, 1]]); // biome-ignore format: a line

it('counts the groups that hold both items, each group once', () => {
  expect(countsOf(coOccurrences(example))).toEqual({ '1 2': 1, '2 1': 1, '1 3': 1, '3 1': 1 });
  expect(countsOf(coOccurrences(grouped([[0, 1], [0, 2], [0, 3]]), 2))).toEqual({ '2 3': 1, '3 2': 1 }); // biome-ignore format: a line
});

it('counts steps from one item to another', () => {
  expect(countsOf(successors(example))).toEqual({ '1 2': 1, '2 1': 1, '1 3': 1 });
});

it('counts as a table of all pairs does, items ascending', () => {
  const event = fc.tuple(fc.integer({ min: -1, max: 3 }), fc.nat(5));
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const expected: Record<string, number> = {};
      for (let group = 0; group < 4; group++) {
        const own = new Set(events.filter(([of]) => of === group).map(([, item]) => item));
        for (const a of own) for (const b of own) if (a !== b) expected[`${a} ${b}`] = (expected[`${a} ${b}`] ?? 0) + 1;
      }
      const { offsets, values, ...counts } = coOccurrences(grouped(events));
      expect(countsOf({ offsets, values, ...counts })).toEqual(expected);
      for (let i = 0; i < 6; i++) {
        const list = [...values.subarray(offsets[i], offsets[i + 1])];
        expect(list).toEqual(list.toSorted((a, b) => a - b));
      }
    }),
  );
});
