import { afterEach, describe, expect, it, vi } from 'vitest';
import { expectMatrix, type PlainMatrix, plain, randomMatrix } from '../../../testing/expect-matrix.js';
import { bytesFor, intsOf } from '../kernel.js';
import { gemm, gemmParts } from './gemm.js';
import { firstRows, matrixBytes, newMatrix, openNeural } from './matrix.js';

const transposed = (matrix: PlainMatrix) => matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
const times = (a: PlainMatrix, b: PlainMatrix) =>
  a.map((row) => b[0]!.map((_, column) => row.reduce((sum, x, term) => sum + x * b[term]![column]!, 0)));
const plus = (a: PlainMatrix, b: PlainMatrix) => a.map((row, i) => row.map((x, j) => x + b[i]![j]!));

const shapes = [
  { m: 1, k: 1, n: 1 },
  { m: 3, k: 5, n: 9 },
  { m: 4, k: 16, n: 8 },
  { m: 5, k: 7, n: 100 },
  { m: 130, k: 33, n: 17 },
  { m: 67, k: 259, n: 70 },
  { m: 2, k: 600, n: 35 },
];
const kinds = ['none', 'a', 'b'] as const;

/** The factors of an m × n product of k terms, as they lie for a transpose. */
async function factors({ m, k, n }: { m: number; k: number; n: number }, transpose: (typeof kinds)[number]) {
  const kernel = await openNeural(2_000_000);
  const a = transpose === 'a' ? randomMatrix(kernel, k, m, 1) : randomMatrix(kernel, m, k, 1);
  const b = transpose === 'b' ? randomMatrix(kernel, n, k, 2) : randomMatrix(kernel, k, n, 2);
  const [left, right] = [plain(a), plain(b)];
  const expected = times(transpose === 'a' ? transposed(left) : left, transpose === 'b' ? transposed(right) : right);
  return { kernel, a, b, expected };
}

describe('gemm', () => {
  afterEach(() => vi.restoreAllMocks());

  for (const transpose of kinds)
    it.each(shapes)(`gives the sums of products, transposed: ${transpose}, $m × $k × $n`, async (shape) => {
      const { kernel, a, b, expected } = await factors(shape, transpose);
      const out = randomMatrix(kernel, shape.m, shape.n, 3);
      const before = plain(out);
      gemm(kernel, out, a, b, { transpose, add: true });
      expectMatrix(out, plus(before, expected));
      gemm(kernel, out, a, b, { transpose });
      expectMatrix(out, expected);
    });

  it.each(kinds)('gives the same bytes on any number of threads, transposed: %s', async (transpose) => {
    const { kernel, a, b } = await factors({ m: 150, k: 300, n: 90 }, transpose);
    const out = newMatrix(kernel, 150, 90);
    gemm(kernel, out, a, b, { transpose });
    const alone = out.values.slice();
    out.values.fill(0);
    await kernel.withThreads(2, () => gemm(kernel, out, a, b, { transpose }));
    expect(out.values).toEqual(alone);
  });

  it.each(kinds)(
    'gives the same, but for rounding, where the engine takes no relaxed SIMD, transposed: %s',
    async (transpose) => {
      const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
      const { kernel, a, b, expected } = await factors({ m: 30, k: 300, n: 90 }, transpose);
      expect(validate).toHaveBeenCalled();
      const out = newMatrix(kernel, 30, 90);
      gemm(kernel, out, a, b, { transpose });
      expectMatrix(out, expected);
    },
  );

  it('gives the same bytes by shares of its terms', async () => {
    const { kernel, a, b } = await factors({ m: 30, k: 700, n: 90 }, 'none');
    const out = randomMatrix(kernel, 30, 90, 3);
    const ids = intsOf(
      kernel,
      Array.from({ length: 700 }, (_, i) => (i * 3) % 700),
    );
    const parts = newMatrix(kernel, gemmParts(30, 700), 90);
    const before = out.values.slice();
    gemm(kernel, out, a, b, { ids, add: true });
    const alone = out.values.slice();
    out.values.set(before);
    await kernel.withThreads(2, () => gemm(kernel, out, a, b, { ids, parts, add: true }));
    expect(out.values).toEqual(alone);
  });

  it.each(['none', 'b'] as const)('takes the rows of b from a table, transposed: %s', async (transpose) => {
    const { kernel, a, b } = await factors({ m: 6, k: 21, n: 27 }, transpose);
    const ids = intsOf(
      kernel,
      transpose === 'b' ? [26, 0, 3, 3, 7] : Array.from({ length: 21 }, (_, i) => (i * i) % 20),
    );
    const rows = [...ids].map((id) => plain(b)[id]!);
    const expected = times(plain(a), transpose === 'b' ? transposed(rows) : rows);
    const out = newMatrix(kernel, 6, expected[0]!.length);
    gemm(kernel, out, a, b, { transpose, ids });
    expectMatrix(out, expected);
  });

  it('of no terms is zero, and of no rows nothing', async () => {
    const kernel = await openNeural(matrixBytes(3, 4) + 3 * matrixBytes(5, 4));
    const out = randomMatrix(kernel, 3, 4, 1);
    const [a, b] = [newMatrix(kernel, 5, 3), newMatrix(kernel, 5, 4)];
    gemm(kernel, out, firstRows(a, 0), firstRows(b, 0), { transpose: 'a' });
    expectMatrix(out, Array(3).fill([0, 0, 0, 0]));
    const before = out.values.slice();
    const b4 = newMatrix(kernel, 4, 3);
    gemm(kernel, firstRows(out, 0), firstRows(a, 0), b4, { transpose: 'b' });
    expect(out.values).toEqual(before);
  });

  it('refuses shapes that do not fit', async () => {
    const kernel = await openNeural(bytesFor(4000));
    const [a, b] = [newMatrix(kernel, 2, 3), newMatrix(kernel, 2, 3)];
    expect(() => gemm(kernel, newMatrix(kernel, 2, 3), a, b)).toThrow('a product of 2 × 3 and 2 × 3 in 2 × 3');
  });
});
