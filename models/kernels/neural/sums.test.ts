import { expect, it } from 'vitest';
import { expectMatrix, plain, randomMatrix } from '../../../testing/expect-matrix.js';
import { firstRows, newMatrix, openNeural } from './matrix.js';
import { columnSums, rowDots, squaredNorm } from './sums.js';

const sum = (values: readonly number[]) => values.reduce((total, x) => total + x, 0);

it.each([
  [0, 3],
  [1, 1],
  [5, 17],
  [90, 201],
])('sums columns, products of rows and squares: %i × %i', async (rows, columns) => {
  const kernel = await openNeural(1_000_000);
  const a = firstRows(randomMatrix(kernel, rows + 1, columns, 1), rows);
  const b = randomMatrix(kernel, rows, columns, 2);
  const out = randomMatrix(kernel, 1, columns, 3);
  const dots = kernel.floats(rows);
  const [left, right, before] = [plain(a), plain(b), plain(out)[0]!];
  const sums = before.map((_, column) => sum(left.map((row) => row[column]!)));
  await kernel.withThreads(2, () => {
    columnSums(kernel, out, a, { add: true });
    expectMatrix(out, [sums.map((x, column) => x + before[column]!)]);
    columnSums(kernel, out, a);
    rowDots(kernel, dots, a, b);
  });
  expectMatrix(out, [sums]);
  dots.forEach((dot, row) => {
    expect(dot).toBeCloseTo(sum(left[row]!.map((x, i) => x * right[row]![i]!)), 4);
  });
  expect(squaredNorm(kernel, a)).toBeCloseTo(sum(left.flat().map((x) => x * x)), 3);
});

it('gives the same bytes on any number of threads', async () => {
  const kernel = await openNeural(2_000_000);
  const a = randomMatrix(kernel, 600, 500, 1);
  const [one, two] = [newMatrix(kernel, 1, 500), newMatrix(kernel, 1, 500)];
  columnSums(kernel, one, a);
  await kernel.withThreads(2, () => columnSums(kernel, two, a));
  expect(two.values).toEqual(one.values);
});
