import { expect, it } from 'vitest';
import type { QueryValues } from '../evaluation/index.js';
import { poolSeeds } from './pool-seeds.js';

const run = (
  values: number[],
  cluster: number[],
  weighing: ReturnType<QueryValues['weighingOf']> = {},
): QueryValues => ({
  cluster: Int32Array.from(cluster),
  valuesOf: () => Float64Array.from(values),
  weighingOf: () => weighing,
});

it('puts the queries of all seeds one after another, a visitor’s in one cluster', () => {
  expect(poolSeeds([run([1, 0], [0, 1]), run([0, 0.5], [0, 1])], 'als', 'ndcg@10')).toEqual({
    values: Float64Array.of(1, 0, 0, 0.5),
    cluster: Int32Array.of(0, 1, 0, 1),
  });
});

it('pools P-joint’s lists, of which each seed asks others, and counts a kind that any of them asks for', () => {
  const weighing = (denominators: number[], code: number[], weights: number[]) => ({
    denominators: Float64Array.from(denominators),
    strata: { code: Uint8Array.from(code), weights },
  });
  const first = run([1], [0], weighing([1], [0], [0.1, 0, 0]));
  const second = run([0, 2], [0, 0], weighing([1, 3], [0, 2], [0.1, 0, 0.6]));
  expect(poolSeeds([first, second], 'als', 'joint@20')).toEqual({
    values: Float64Array.of(1, 0, 2),
    cluster: Int32Array.of(0, 0, 0),
    ...weighing([1, 1, 3], [0, 0, 2], [0.1, 0, 0.6]),
  });
});
