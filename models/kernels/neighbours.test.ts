import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packLists, seededRandom, type WeightedLists } from '../../data/index.js';
import { columnNeighbours, type Neighbours, type Similarity } from './neighbours.js';

/** A sparse matrix of rows written as { column: weight }. */
function matrixOf(rows: readonly Readonly<Record<number, number>>[]): WeightedLists {
  return {
    ...packLists(rows.map((row) => Object.keys(row).map(Number))),
    weights: Float32Array.from(rows.flatMap((row) => Object.values(row))),
  };
}

/** A dot product over sizes of its own. */
const quotient = (columns: number, least: number): Similarity => ({
  formula: 'quotient',
  own: new Float64Array(columns).fill(2),
  other: Float64Array.from({ length: columns }, (_, column) => 1 + (column % 3)),
  least,
});

/** The definition: every pair of columns, all of both multiplied. */
function naive({ offsets, values, weights }: WeightedLists, columns: number, similarity: Similarity, k: number) {
  const dense = Array.from({ length: offsets.length - 1 }, (_, row) => {
    const entries = new Float64Array(columns);
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) entries[values[at]!] = weights[at]!;
    return entries;
  });
  const dot = (a: number, b: number) => dense.reduce((sum, row) => sum + row[a]! * row[b]!, 0);
  const compare = (a: number, b: number) => {
    if (similarity.formula === 'quotient') return dot(a, b) / (similarity.own[a]! * similarity.other[b]!);
    if (similarity.formula === 'jaccard') return dot(a, b) / (dot(a, a) + dot(b, b) - dot(a, b));
    return Math.sqrt(dot(a, b) ** 2 / (dot(a, a) * dot(b, b)));
  };
  const least = similarity.formula === 'quotient' ? similarity.least : 0;
  return Array.from({ length: columns }, (_, a) =>
    Array.from({ length: columns }, (_, b) => b)
      .filter((b) => b !== a && dot(a, b) > 0 && dot(a, b) >= least)
      .map((b) => [b, Math.fround(compare(a, b))] as const)
      .sort(([x, ofX], [y, ofY]) => ofY - ofX || x - y)
      .slice(0, k),
  );
}

const listed = ({ offsets, values, similarities }: Neighbours) =>
  Array.from({ length: offsets.length - 1 }, (_, column) =>
    Array.from(values.subarray(offsets[column]!, offsets[column + 1]!), (value, at) => [
      value,
      similarities[offsets[column]! + at],
    ]),
  );

describe('columnNeighbours', () => {
  const columns = 23;
  const binary = fc.array(fc.dictionary(fc.nat(columns - 1).map(String), fc.constant(1)), {
    minLength: 1,
    maxLength: 30,
  });
  const weight = fc.float({ min: Math.fround(1e-3), max: 50, noNaN: true });
  const weighted = fc.array(fc.dictionary(fc.nat(columns - 1).map(String), weight), { maxLength: 25 });

  // Few rows leave columns and rows empty; many columns of one row tie; 22 candidates are more than one run sorts at once.
  it.each([
    ['binary', 'cosine', binary, { formula: 'cosine' }],
    ['binary', 'jaccard', binary, { formula: 'jaccard' }],
    ['weighted', 'cosine', weighted, { formula: 'cosine' }],
    ['weighted', 'quotient', weighted, quotient(columns, 0)],
    ['binary', 'quotient of 2 at least', binary, quotient(columns, 2)],
  ] as const)('agrees with the definition: %s, %s', async (_, __, rows, similarity) => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 25 }), async (given, k) => {
        const matrix = matrixOf(given);
        const found = await columnNeighbours(matrix, columns, similarity, k, { threads: 1 });
        expect(listed(found)).toEqual(naive(matrix, columns, similarity, k));
      }),
      { numRuns: 60 },
    );
  });

  // Of a row of 64 columns or more the kernel looks only at those that can still be neighbours: it must not be seen.
  it.each([
    ['cosine', { formula: 'cosine' }],
    ['jaccard', { formula: 'jaccard' }],
    ['quotient', quotient(150, 0)],
    ['quotient of 6 at least', quotient(150, 6)],
  ] as const)('agrees with the definition where rows are long: %s', async (_, similarity) => {
    const random = seededRandom(4);
    const rows = Array.from({ length: 30 }, (_, row) => {
      const size = row % 10 === 0 ? 70 + random.int(60) : 1 + random.int(6);
      const own = Array.from({ length: size }, () => [random.int(150), 1 + random.int(4)]);
      return Object.fromEntries(own.map(([column, weight]) => [column, similarity.formula === 'jaccard' ? 1 : weight]));
    });
    const matrix = matrixOf(rows);
    expect(rows.some((row) => Object.keys(row).length >= 64)).toBe(true);
    for (const k of [1, 7, 149]) {
      const found = await columnNeighbours(matrix, 150, similarity, k, { threads: 1 });
      expect(listed(found)).toEqual(naive(matrix, 150, similarity, k));
    }
  });

  it('gives a tie to the smaller column, whatever the roots in the cosines round to', async () => {
    // Column 0 stands in 4 rows. 1 shares three of its 27 with it, 2 one of its 3: 3 / √(4 · 27) = 1 / √(4 · 3).
    const both = [
      { 0: 1, 1: 1 },
      { 0: 1, 1: 1 },
      { 0: 1, 1: 1 },
      { 0: 1, 2: 1 },
    ];
    const matrix = matrixOf([...both, { 2: 1 }, { 2: 1 }, ...Array.from({ length: 24 }, () => ({ 1: 1 }))]);
    const found = await columnNeighbours(matrix, 3, { formula: 'cosine' }, 5, { threads: 1 });
    expect(listed(found)[0]).toEqual([
      [1, Math.fround(Math.sqrt(1 / 12))],
      [2, Math.fround(Math.sqrt(1 / 12))],
    ]);
  });

  /** 1,500 columns, up to 300 of a row: more than the threads take at once. */
  const large = matrixOf(
    Array.from({ length: 300 }, (_, row) =>
      Object.fromEntries(
        Array.from({ length: 1 + ((row * 37) % 300) }, (_, i) => [(row * row + i * 7) % 1500, 1 + (i % 4)]),
      ),
    ),
  );

  it('gives the same neighbours on any number of threads, and tells how far it is', async () => {
    const similarity = { formula: 'cosine' } as const;
    const done: number[] = [];
    const onColumn = (columns: number) => done.push(columns);
    const [one, two] = [
      await columnNeighbours(large, 1500, similarity, 8, { threads: 1 }),
      await columnNeighbours(large, 1500, similarity, 8, { threads: 2, onColumn }),
    ];
    expect(two).toEqual(one);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(1500);
  });

  it('stops when told to, part of the way', async () => {
    const stop = new AbortController();
    const onColumn = () => stop.abort(new Error('enough'));
    const search = columnNeighbours(large, 1500, { formula: 'cosine' }, 8, {
      threads: 2,
      abort: stop.signal,
      onColumn,
    });
    await expect(search).rejects.toThrow('enough');
  });
});
