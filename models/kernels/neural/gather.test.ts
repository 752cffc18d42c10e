import { describe, expect, it } from 'vitest';
import { expectMatrix, plain, randomMatrix } from '../../../testing/expect-matrix.js';
import { bytesFor, intsOf } from '../kernel.js';
import { gatherRows, sumRows } from './gather.js';
import { newMatrix, openNeural } from './matrix.js';
import { rowGroups, rowGroupsBytes } from './row-groups.js';

const ids = Array.from({ length: 200 }, (_, i) => (i * i * 7) % 61);

describe('rows of a table', () => {
  it('are copied by their numbers', async () => {
    const kernel = await openNeural(500_000);
    const table = randomMatrix(kernel, 61, 19, 1);
    const out = newMatrix(kernel, ids.length, 19);
    gatherRows(kernel, out, table, intsOf(kernel, ids));
    expect(plain(out)).toEqual(ids.map((id) => plain(table)[id]!));
  });

  it('are grouped in the order in which they first occur', async () => {
    const kernel = await openNeural(bytesFor(4 * 6) + rowGroupsBytes(6));
    const group = rowGroups(kernel, 6, 10);
    const all = intsOf(kernel, [7, 2, 7, 9, 2, 7]);
    const lists = ({ rows, offsets, places }: ReturnType<typeof group>) => [[...rows], [...offsets], [...places]];
    expect(lists(group(all))).toEqual([
      [7, 2, 9],
      [0, 3, 5, 6],
      [0, 2, 5, 1, 4, 3],
    ]);
    expect(lists(group(all.subarray(3, 5)))).toEqual([
      [9, 2],
      [0, 1, 2],
      [0, 1],
    ]);
    expect(lists(group(all.subarray(0, 0)))).toEqual([[], [0], []]);
  });

  it('have the sums of the gradients of all their places', async () => {
    const kernel = await openNeural(500_000);
    const gradients = randomMatrix(kernel, ids.length, 19, 2);
    const groups = rowGroups(kernel, ids.length, 61)(intsOf(kernel, ids));
    const out = newMatrix(kernel, groups.rows.length, 19);
    await kernel.withThreads(2, () => sumRows(kernel, out, gradients, groups));
    const expected = [...new Set(ids)].map((id) =>
      plain(gradients)
        .filter((_, place) => ids[place] === id)
        .reduce((sum, row) => sum.map((x, i) => x + row[i]!)),
    );
    expectMatrix(out, expected);
  });
});
