import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listAt, packLists, seededRandom, type WeightedLists } from '../../data/index.js';
import { type AlsFactors, AlsFoldIn, type AlsOptions, fitAls } from './als.js';
import { packedRows } from './rows.js';

type Matrix = readonly (readonly number[])[];

const options = { factors: 5, regularization: 0.3, alpha: 2, iterations: 2, cgSteps: 3, start: () => 0.1 };
const alone = { threads: 1 };

/** The entries of a dense matrix that are not 0. */
function sparse(dense: Matrix): WeightedLists {
  const columnsOf = dense.map((row) => [...row.keys()].filter((j) => row[j] !== 0));
  return {
    ...packLists(columnsOf),
    weights: Float32Array.from(dense.flatMap((row) => row.filter((weight) => weight !== 0))),
  };
}

const randomMatrix = (rows: number, columns: number, density: number, seed: number): Matrix => {
  const random = seededRandom(seed);
  const entry = () => (random.float() < density ? Math.fround(random.normal() + 1) : 0);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, entry));
};

const product = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, f) => sum + value * b[f]!, 0);
const transpose = (matrix: Matrix): Matrix => matrix[0]!.map((_, j) => matrix.map((row) => row[j]!));
const times = (a: Matrix, b: readonly number[]) => a.map((row) => product(row, b));

/** The system that a row's factors solve: A = Σ c y yᵀ + λ I over all columns, b = Σ c p y. */
function system(weights: readonly number[], y: Matrix, { regularization, alpha }: AlsOptions) {
  const confidence = weights.map((weight) => (weight === 0 ? 1 : alpha * Math.abs(weight)));
  const ofTwo = (f: number, g: number) => y.reduce((sum, row, j) => sum + confidence[j]! * row[f]! * row[g]!, 0);
  return {
    a: y[0]!.map((_, f) => y[0]!.map((_, g) => ofTwo(f, g) + (f === g ? regularization : 0))),
    b: y[0]!.map((_, f) => y.reduce((sum, row, j) => sum + (weights[j]! > 0 ? confidence[j]! * row[f]! : 0), 0)),
  };
}

/** Textbook conjugate gradient with the whole matrix. */
function conjugateGradient(a: Matrix, b: readonly number[], start: readonly number[], steps: number): number[] {
  let x = [...start];
  let r = times(a, x).map((value, f) => b[f]! - value);
  let p = r;
  for (let step = 0; step < steps && product(r, r) >= 1e-20; step++) {
    const ap = times(a, p);
    const length = product(r, r) / product(p, ap);
    x = x.map((value, f) => value + length * p[f]!);
    const rest = r.map((value, f) => value - length * ap[f]!);
    const turn = product(rest, rest) / product(r, r);
    p = rest.map((value, f) => value + turn * p[f]!);
    r = rest;
  }
  return x;
}

/** ALS as the papers write it: no Gram matrix, no change of basis, doubles. */
function naiveAls(dense: Matrix, options: AlsOptions): { scores: Matrix; loss: number } {
  const { factors, regularization, alpha, iterations, cgSteps, start } = options;
  const started = (side: 'rows' | 'columns', size: number) =>
    Array.from({ length: size }, (_, i) =>
      Array.from({ length: factors }, (_, f) => Math.fround(start(side, i * factors + f))),
    );
  const solved = (matrix: Matrix, x: Matrix, y: Matrix) =>
    matrix.map((weights, i) => {
      if (weights.every((weight) => weight === 0)) return x[i]!.map(() => 0);
      const { a, b } = system(weights, y, options);
      return conjugateGradient(a, b, x[i]!, cgSteps);
    });
  let [x, y] = [started('rows', dense.length) as Matrix, started('columns', dense[0]!.length) as Matrix];
  for (let iteration = 0; iteration < iterations; iteration++) {
    x = solved(dense, x, y);
    y = solved(transpose(dense), y, x);
  }
  const scores = x.map((row) => times(y, row));
  let [loss, total] = [regularization * [...x, ...y].reduce((sum, row) => sum + product(row, row), 0), 0];
  for (const [i, row] of dense.entries())
    for (const [j, weight] of row.entries()) {
      const confidence = weight === 0 ? 1 : alpha * Math.abs(weight);
      loss += confidence * ((weight > 0 ? 1 : 0) - scores[i]![j]!) ** 2;
      total += confidence;
    }
  return { scores, loss: loss / total };
}

const rowsOf = (table: Float32Array, factors: number): Matrix =>
  Array.from({ length: table.length / factors }, (_, i) => [...table.subarray(i * factors, (i + 1) * factors)]);

function scoresOf({ rows, columns }: AlsFactors, factors: number): Matrix {
  const [x, y] = [rows, columns].map((side) => rowsOf(packedRows(side, factors), factors)) as [Matrix, Matrix];
  return x.map((row) => times(y, row));
}

async function fitWithLoss(matrix: WeightedLists, columns: number, options: AlsOptions, threads = 1) {
  const losses: number[] = [];
  const onHalfStep = (_: number, loss: () => number) => losses.push(loss());
  const factors = await fitAls(matrix, columns, options, { threads, onHalfStep });
  return { factors, losses };
}

function expectClose(given: Matrix, right: Matrix, within: number): void {
  expect(given.length).toBe(right.length);
  const largest = Math.max(...right.flat().map(Math.abs));
  const off = given.flatMap((row, i) => row.map((value, j) => Math.abs(value - right[i]![j]!)));
  expect(Math.max(...off)).toBeLessThanOrEqual(within * largest);
}

describe('ALS', () => {
  it.each([
    [1, 3, 1, 1],
    [3, 7, 2, 0.5],
    [23, 9, 4, 0.3],
    [40, 31, 16, 0.1],
    [29, 90, 17, 0.2],
    [201, 130, 20, 0.03],
  ])(
    '%i rows × %i columns, %i factors: as naive ALS, empty rows and weights below 0 included',
    async (rows, columns, factors, density) => {
      const random = seededRandom(rows);
      const dense = randomMatrix(rows, columns, density, columns);
      const starts = { rows: new Map<number, number>(), columns: new Map<number, number>() };
      const start = (side: 'rows' | 'columns', entry: number) => {
        if (!starts[side].has(entry)) starts[side].set(entry, random.float() - 0.5);
        return starts[side].get(entry)!;
      };
      const given = { ...options, factors, start };
      const right = naiveAls(dense, given);
      const { factors: fitted, losses } = await fitWithLoss(sparse(dense), columns, given);
      expectClose(scoresOf(fitted, factors), right.scores, 1e-5);
      expect(losses.at(-1)! / right.loss).toBeCloseTo(1, 6);
    },
  );

  it('reaches the losses that implicit reaches from the same start', async () => {
    const fixture = new URL('../../testing/peers/als-loss.json', import.meta.url);
    const { runs } = JSON.parse(readFileSync(fixture, 'utf8')) as { runs: (AlsOptions & { losses: number[] })[] };
    const there = (i: number, j: number) => (7 * i * i + 11 * j * j + 13 * i * j) % 29 < 6 && i !== 13 && j !== 17;
    const entry = (i: number, j: number) => (there(i, j) ? 1 + ((i + j) % 3) : 0);
    const dense = Array.from({ length: 60 }, (_, i) => Array.from({ length: 45 }, (_, j) => entry(i, j)));
    expect(runs.length).toBe(2);
    for (const run of runs) {
      const start = (side: 'rows' | 'columns', entry: number) => {
        const [i, f] = [Math.floor(entry / run.factors), entry % run.factors];
        return side === 'rows'
          ? ((379 * i + 211 * f + 17 * i * f) % 1009) / 1009 - 0.5
          : ((283 * i + 397 * f + 23 * i * f) % 1013) / 1013 - 0.5;
      };
      const { losses } = await fitWithLoss(sparse(dense), 45, { ...run, cgSteps: 3, start });
      for (const [iteration, right] of run.losses.entries())
        expect(Math.abs(losses[2 * iteration + 1]! / right - 1)).toBeLessThan(1e-6);
    }
  });

  it('lowers the loss with every half-step', async () => {
    const matrix = sparse(randomMatrix(60, 50, 0.2, 1));
    const { losses } = await fitWithLoss(matrix, 50, {
      ...options,
      iterations: 5,
      start: (_, entry) => (entry % 7) / 10,
    });
    expect(losses.length).toBe(10);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  });

  it('gives a Gram matrix that is diagonal, as the spectrum says', async () => {
    const matrix = sparse(randomMatrix(60, 50, 0.2, 1));
    const { columns, spectrum } = await fitAls(
      matrix,
      50,
      { ...options, start: (_, entry) => (entry % 7) / 10 },
      alone,
    );
    const byFactor = transpose(rowsOf(packedRows(columns, 5), 5));
    const gram = byFactor.map((own) => byFactor.map((other) => product(own, other)));
    expectClose(
      gram,
      gram.map((row, f) => row.map((_, g) => (f === g ? spectrum[f]! : 0))),
      1e-6,
    );
  });

  it('gives the same bytes for any number of threads', async () => {
    const matrix = sparse(randomMatrix(700, 300, 0.02, 3));
    const given = { ...options, start: (_: string, entry: number) => (entry % 13) / 20 };
    const [one, two] = [await fitWithLoss(matrix, 300, given, 1), await fitWithLoss(matrix, 300, given, 2)];
    expect(two).toEqual(one);
  });

  it('stops between half-steps', async () => {
    const stop = new AbortController();
    let halfSteps = 0;
    const onHalfStep = () => {
      if (++halfSteps === 3) setTimeout(() => stop.abort(new Error('stopped by the test')), 0);
    };
    const work = { threads: 1, abort: stop.signal, onHalfStep };
    const endless = { ...options, iterations: 1_000_000 };
    await expect(fitAls(sparse([[1, 0, 1]]), 3, endless, work)).rejects.toThrow('stopped by the test');
  });
});

describe('fold-in', () => {
  it('solves the normal equations of rows unseen in training', async () => {
    const dense = randomMatrix(80, 60, 0.1, 5);
    const given = { ...options, factors: 7, start: (_: string, entry: number) => ((entry * 7) % 11) / 10 };
    const fitted = await fitAls(sparse(dense), 60, given, alone);
    const columns = packedRows(fitted.columns, 7);
    const unseen = [
      [...randomMatrix(1, 60, 0.3, 6)[0]!],
      Array<number>(60).fill(0),
      [...randomMatrix(1, 60, 0.05, 7)[0]!],
    ];
    const rows = rowsOf(await new AlsFoldIn({ ...given, columns, spectrum: fitted.spectrum }).solve(sparse(unseen)), 7);
    const right = unseen.map((weights) => {
      const { a, b } = system(weights, rowsOf(columns, 7), given);
      return conjugateGradient(
        a,
        b,
        b.map(() => 0),
        100,
      );
    });
    expectClose(rows, right, 1e-4);
    expect(listAt(sparse(unseen), 1).length).toBe(0);
    expect(rows[1]).toEqual(Array(7).fill(0));
  });

  it('answers more rows than it solves at a time', async () => {
    const columns = Float32Array.from({ length: 30 * 5 }, (_, at) => ((at * 7) % 11) / 10);
    const foldIn = new AlsFoldIn({ ...options, columns, spectrum: Float64Array.of(5, 4, 3, 2, 1) });
    const rows = 4500;
    const one = (row: number) => ({
      offsets: Int32Array.of(0, 1),
      values: Int32Array.of(row % 30),
      weights: Float32Array.of(1 + row),
    });
    const all = {
      offsets: Int32Array.from({ length: rows + 1 }, (_, row) => row),
      values: Int32Array.from({ length: rows }, (_, row) => row % 30),
      weights: Float32Array.from({ length: rows }, (_, row) => 1 + row),
    };
    const given = rowsOf(await foldIn.solve(all), 5);
    for (const row of [0, 4095, 4096, 4499]) expect(given[row]).toEqual([...(await foldIn.solve(one(row)))]);
  });

  it('answers a batch as it answers one by one', async () => {
    const dense = randomMatrix(40, 30, 0.2, 8);
    const given = { ...options, start: (_: string, entry: number) => ((entry * 7) % 11) / 10 };
    const fitted = await fitAls(sparse(dense), 30, given, alone);
    const foldIn = new AlsFoldIn({ ...given, columns: packedRows(fitted.columns, 5), spectrum: fitted.spectrum });
    const batch = rowsOf(await foldIn.solve(sparse(dense)), 5);
    for (const [i, row] of dense.entries()) expect(rowsOf(await foldIn.solve(sparse([row])), 5)[0]).toEqual(batch[i]);
  });
});
