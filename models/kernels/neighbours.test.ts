import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packLists, type WeightedLists } from '../../data/index.js';
import { columnNeighbours, type Neighbours, type Similarity } from './neighbours.js';

/** A sparse matrix of rows written as { column: weight }. */
function matrixOf(rows: readonly Readonly<Record<number, number>>[]): WeightedLists {
  return {
    ...packLists(rows.map((row) => Object.keys(row).map(Number))),
    weights: Float32Array.from(rows.flatMap((row) => Object.values(row))),
  };
}

/** Sizes under which a formula is what its name says; `quotient` is a dot product over sizes of its own. */
function similarityOf(formula: Similarity['formula'], matrix: WeightedLists, columns: number): Similarity {
  const squared = new Float64Array(columns);
  matrix.values.forEach((column, at) => {
    squared[column]! += matrix.weights[at]! ** 2;
  });
  if (formula !== 'quotient') return { formula, own: squared, other: squared, least: 0 };
  const other = Float64Array.from({ length: columns }, (_, column) => 1 + (column % 3));
  return { formula, own: new Float64Array(columns).fill(2), other, least: 0 };
}

/** The definition: every pair of columns, all of both multiplied. */
function naive(
  { offsets, values, weights }: WeightedLists,
  columns: number,
  { formula, own, other, least }: Similarity,
  k: number,
) {
  const dense = Array.from({ length: offsets.length - 1 }, (_, row) => {
    const entries = new Float64Array(columns);
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) entries[values[at]!] = weights[at]!;
    return entries;
  });
  const compare = (dot: number, a: number, b: number) => {
    if (formula === 'cosine') return Math.sqrt(dot ** 2 / (a * b));
    return formula === 'jaccard' ? dot / (a + b - dot) : dot / (a * b);
  };
  return Array.from({ length: columns }, (_, a) =>
    Array.from({ length: columns }, (_, b) => {
      const dot = dense.reduce((sum, row) => sum + row[a]! * row[b]!, 0);
      return { column: b, dot, similarity: Math.fround(compare(dot, own[a]!, other[b]!)) };
    })
      .filter(({ column, dot }) => column !== a && dot > 0 && dot >= least)
      .sort((x, y) => y.similarity - x.similarity || x.column - y.column)
      .slice(0, k)
      .map(({ column, similarity }) => [column, similarity]),
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
  const binary = fc.array(fc.dictionary(fc.nat(22).map(String), fc.constant(1)), { minLength: 1, maxLength: 30 });
  const weighted = fc.array(
    fc.dictionary(fc.nat(40).map(String), fc.float({ min: Math.fround(1e-3), max: 50, noNaN: true })),
    { maxLength: 25 },
  );

  // Few rows leave columns and rows empty; many columns of one row tie; 41 candidates are more than one run sorts at once.
  it.each([
    ['binary', 'cosine', binary],
    ['binary', 'jaccard', binary],
    ['weighted', 'cosine', weighted],
    ['weighted', 'quotient', weighted],
  ] as const)('agrees with the definition: %s, %s', async (_, formula, rows) => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 45 }), fc.constantFrom(0, 2), async (given, k, least) => {
        const matrix = matrixOf(given);
        const similarity = { ...similarityOf(formula, matrix, 41), least };
        const found = await columnNeighbours(matrix, 41, similarity, k, { threads: 1 });
        expect(listed(found)).toEqual(naive(matrix, 41, similarity, k));
      }),
      { numRuns: 60 },
    );
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
    const found = await columnNeighbours(matrix, 3, similarityOf('cosine', matrix, 3), 5, { threads: 1 });
    expect(listed(found)[0]).toEqual([
      [1, Math.fround(Math.sqrt(1 / 12))],
      [2, Math.fround(Math.sqrt(1 / 12))],
    ]);
  });

  /** 5,000 columns, a few hundred of a row: more than the threads take at once. */
  const large = matrixOf(
    Array.from({ length: 700 }, (_, row) =>
      Object.fromEntries(
        Array.from({ length: 1 + ((row * 37) % 300) }, (_, i) => [(row * row + i * 17) % 5000, 1 + (i % 4)]),
      ),
    ),
  );

  it('gives the same neighbours on any number of threads, and tells how far it is', async () => {
    const similarity = similarityOf('cosine', large, 5000);
    const done: number[] = [];
    const onColumn = (columns: number) => done.push(columns);
    const [one, two] = [
      await columnNeighbours(large, 5000, similarity, 20, { threads: 1 }),
      await columnNeighbours(large, 5000, similarity, 20, { threads: 2, onColumn }),
    ];
    expect(two).toEqual(one);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(5000);
  });

  it('stops when told to, part of the way', async () => {
    const stop = new AbortController();
    const onColumn = () => stop.abort(new Error('enough'));
    const search = columnNeighbours(large, 5000, similarityOf('cosine', large, 5000), 20, {
      threads: 2,
      signal: stop.signal,
      onColumn,
    });
    await expect(search).rejects.toThrow('enough');
  });
});
