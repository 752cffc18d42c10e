import { expect, it } from 'vitest';
import { packLists, seededRandom } from '../../../data/index.js';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import { bytesFor, floatsOf, intsOf } from '../kernel.js';
import { bagRows, matrixBytes, newMatrix, openNeural, packedMatrix } from './index.js';

it.each([
  [0, 5, 3],
  [1, 1, 1],
  [3, 7, 16],
  [70, 40, 37],
])('sums weighted rows for %i bags of %i rows of %i columns', async (bags, rows, columns) => {
  const random = seededRandom(bags);
  const lists = packLists(
    Array.from({ length: bags }, (_, bag) =>
      Array.from({ length: bag === 2 ? 0 : 1 + random.int(25) }, () => random.int(rows)),
    ),
  );
  const weights = Float32Array.from(lists.values, () => random.normal());
  const table = randomTable(rows, columns, 1);
  const size = 4 * lists.values.length;
  const kernel = await openNeural(
    matrixBytes(rows, columns) + matrixBytes(bags, columns) + bytesFor(4 * (bags + 1), size, size),
  );
  const out = newMatrix(kernel, bags, columns);
  out.values.fill(7); // what was there before counts nothing
  const entries = { ids: intsOf(kernel, lists.values), weights: floatsOf(kernel, weights) };
  bagRows(kernel, out, matrixOf(kernel, table), { offsets: intsOf(kernel, lists.offsets), ...entries });

  const expected = new Float64Array(bags * columns);
  for (let bag = 0; bag < bags; bag++)
    for (let at = lists.offsets[bag]!; at < lists.offsets[bag + 1]!; at++)
      for (let column = 0; column < columns; column++)
        expected[bag * columns + column]! += weights[at]! * table.values[lists.values[at]! * columns + column]!;
  packedMatrix(out).forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at]!, 4);
  });
});
