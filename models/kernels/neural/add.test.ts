import { expect, it } from 'vitest';
import { expectMatrix, plain, randomMatrix } from '../../../testing/expect-matrix.js';
import { addMatrix, addRow, scaleMatrix } from './add.js';
import { firstRows, openNeural } from './matrix.js';

it.each([
  [1, 1],
  [3, 17],
  [70, 200],
])('adds rows and matrices, and scales: %i × %i', async (rows, columns) => {
  const kernel = await openNeural(1_000_000);
  const out = randomMatrix(kernel, rows, columns, 1);
  const a = randomMatrix(kernel, rows, columns, 2);
  const row = randomMatrix(kernel, 1, columns, 3);
  const [left, right, bias] = [plain(out), plain(a), plain(row)[0]!];
  await kernel.withThreads(2, () => {
    addMatrix(kernel, out, a);
    addRow(kernel, out, row);
    scaleMatrix(kernel, out, 0.5);
  });
  expectMatrix(
    out,
    left.map((line, i) => line.map((x, j) => 0.5 * (x + right[i]![j]! + bias[j]!))),
  );
});

it('leaves rows alone that a smaller batch has not', async () => {
  const kernel = await openNeural(10_000);
  const out = randomMatrix(kernel, 3, 5, 1);
  const before = plain(out);
  scaleMatrix(kernel, firstRows(out, 2), 2);
  expect(plain(out)).toEqual(before.map((row, i) => (i < 2 ? row.map((x) => 2 * x) : row)));
});
