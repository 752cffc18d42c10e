import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineRuns, lineOf } from './file-lines.js';

const linesOf = (lines: readonly number[]) => {
  const runs = new LineRuns();
  for (const line of lines) runs.add(line);
  return runs.lines;
};

describe('the lines of rows', () => {
  it('are one run in a plain file', () => {
    expect(linesOf([2, 3, 4, 5])).toEqual({ row: Int32Array.of(0), line: Int32Array.of(2), step: Uint8Array.of(1) });
    expect(linesOf([1])).toEqual({ row: Int32Array.of(0), line: Int32Array.of(1), step: Uint8Array.of(1) });
  });

  it('are a run more behind each row of several lines', () => {
    const lines = linesOf([2, 3, 6, 7]);
    expect(lines).toEqual({ row: Int32Array.of(0, 2), line: Int32Array.of(2, 6), step: Uint8Array.of(1, 1) });
    expect([0, 1, 2, 3].map((row) => lineOf(lines, row))).toEqual([2, 3, 6, 7]);
  });

  it('are one run for the rows of one line', () => {
    expect(linesOf([1, 1, 1, 2, 2, 5, 5])).toEqual({
      row: Int32Array.of(0, 3, 5),
      line: Int32Array.of(1, 2, 5),
      step: Uint8Array.of(0, 0, 0),
    });
  });

  it('are found again for each row', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0, 1, 1, 1, 2, 7)), fc.integer({ min: 1, max: 3 }), (steps, first) => {
        let line = first;
        const written = [first, ...steps.map((step) => (line += step))];
        const lines = linesOf(written);
        expect(written.map((_, row) => lineOf(lines, row))).toEqual(written);
      }),
    );
  });
});
