import { expect, it } from 'vitest';
import { sampleRows } from './sample-rows.js';

/** Rows of two numbers, 10 · row and 10 · row + 1, and two of padding. */
const tableOf = (rows: number) => ({
  values: Float32Array.from({ length: 4 * rows }, (_, at) => (at % 4 < 2 ? 10 * Math.floor(at / 4) + (at % 4) : -1)),
  stride: 4,
});

it('draws rows of the table, without padding, others for another seed', () => {
  const sample = sampleRows(tableOf(1000), 2, 1);
  expect(sample.length).toBe(200 * 2);
  for (let at = 0; at < sample.length; at += 2) {
    expect(sample[at]! % 10).toBe(0);
    expect(sample[at + 1]).toBe(sample[at]! + 1);
  }
  expect(new Set(sample).size).toBeGreaterThan(200);
  expect(sampleRows(tableOf(1000), 2, 1)).toEqual(sample);
  expect(sampleRows(tableOf(1000), 2, 2)).not.toEqual(sample);
});

it('draws no more rows than a small table has, and none from an empty one', () => {
  expect(sampleRows(tableOf(3), 2, 1).length).toBe(3 * 2);
  expect(sampleRows(tableOf(0), 2, 1).length).toBe(0);
});
