import { describe, expect, it } from 'vitest';
import { matrixOf, randomTable } from '../../../testing/random-matrix.js';
import { bytesFor, floatsOf, type Kernel } from '../kernel.js';
import { bprMax, matrixBytes, newMatrix, openNeural, packedMatrix } from './index.js';

interface Shape {
  rows: number;
  columns: number;
  bend: number;
  regularization: number;
}

/** The definition, in doubles. */
function loss(scores: readonly number[], target: number, { bend, regularization }: Shape): number {
  const bent = scores.map((x) => (bend > 0 && x <= 0 ? bend * (Math.exp(x) - 1) : x));
  const others = bent.filter((_, column) => column !== target);
  const top = Math.max(...others);
  const total = others.reduce((sum, o) => sum + Math.exp(o - top), 0);
  let [wins, size] = [0, 0];
  for (const o of others) {
    const share = Math.exp(o - top) / total;
    wins += share / (1 + Math.exp(o - bent[target]!));
    size += share * o ** 2;
  }
  return regularization * size - Math.log(wins + 1e-24);
}

/** What the kernel makes of scores and their offsets, and what the definition does; its gradients by central differences. */
async function both(shape: Shape, spread = 1) {
  const { rows, columns } = shape;
  const kernel = await openNeural(2 * matrixBytes(rows, columns) + bytesFor(4 * columns, 4 * rows));
  const table = randomTable(rows, columns, columns);
  const scores = { ...table, values: table.values.map((x) => spread * x) };
  const offsets = randomTable(1, columns, 7).values;
  const matrix = matrixOf(kernel, scores);
  const losses = run(kernel, matrix, offsets, shape);
  const naive = { losses: [] as number[], gradients: [] as number[] };
  for (let row = 0; row < rows; row++) {
    const line = Array.from(offsets, (offset, column) => scores.values[row * columns + column]! - offset);
    naive.losses.push(loss(line, row, shape));
    for (let column = 0; column < columns; column++) {
      const at = (by: number) => loss(line.with(column, line[column]! + by), row, shape);
      naive.gradients.push((0.25 * (at(1e-5) - at(-1e-5))) / 2e-5);
    }
  }
  return { losses, gradients: packedMatrix(matrix), padding: padding(matrix), naive };
}

function run(kernel: Kernel, matrix: ReturnType<typeof matrixOf>, offsets: Float32Array, shape: Shape): Float32Array {
  const losses = kernel.floats(shape.rows);
  const { bend, regularization } = shape;
  const powers = newMatrix(kernel, shape.rows, shape.columns);
  const columnOffsets = floatsOf(kernel, offsets);
  bprMax(kernel, matrix, { columnOffsets, bend, regularization, scale: 0.25, losses, powers });
  return losses;
}

const padding = ({ rows, columns, stride, values }: ReturnType<typeof matrixOf>) =>
  Array.from({ length: rows }, (_, row) => [...values.subarray(row * stride + columns, (row + 1) * stride)]).flat();

describe('bprMax', () => {
  it.each([
    { rows: 1, columns: 2, bend: 0.5, regularization: 1.95 },
    { rows: 3, columns: 3, bend: 0, regularization: 1 },
    { rows: 5, columns: 8, bend: 1, regularization: 0 },
    { rows: 7, columns: 30, bend: 0, regularization: 0 },
    { rows: 9, columns: 133, bend: 0.5, regularization: 1.95 },
  ])('is its definition, and its gradient: %j', async (shape) => {
    const { losses, gradients, padding, naive } = await both(shape);
    for (const [row, value] of losses.entries()) expect(value).toBeCloseTo(naive.losses[row]!, 4);
    for (const [at, value] of gradients.entries()) expect(value).toBeCloseTo(naive.gradients[at]!, 5);
    expect(padding.every((value) => value === 0)).toBe(true);
  });

  it('stays finite where scores are far apart', async () => {
    const { losses, gradients } = await both({ rows: 6, columns: 21, bend: 0.5, regularization: 1 }, 300);
    for (const value of [...losses, ...gradients]) expect(value).toSatisfy(Number.isFinite);
  });

  it('does nothing to no rows', async () => {
    const kernel = await openNeural(bytesFor(64, 64));
    const matrix = { rows: 0, columns: 5, stride: 16, values: kernel.floats(0) };
    run(kernel, matrix, new Float32Array(5), { rows: 0, columns: 5, bend: 0.5, regularization: 1 });
    expect(matrix.values.length).toBe(0);
  });
});
