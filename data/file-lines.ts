/**
 * At which lines of a file its data rows begin. Rows count from 0, lines from 1.
 *
 * Runs of rows on successive lines, or on one line: run `i` begins with row `row[i]` on line `line[i]`, and each further row stands
 * `step[i]` (0 or 1) lines below the one before. A plain table of 500 rows beneath a header is one run: row 0, line 2, step 1.
 */
export interface FileLines {
  readonly row: Int32Array;
  readonly line: Int32Array;
  readonly step: Uint8Array;
}

/** The line at which a data row begins. */
export function lineOf({ row: first, line, step }: FileLines, row: number): number {
  let [low, high] = [0, first.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (first[middle]! <= row) low = middle;
    else high = middle - 1;
  }
  return line[low]! + step[low]! * (row - first[low]!);
}

/** Collects the lines of a file's rows, one row after another. */
export class LineRuns {
  #rows = 0;
  #last = 0;
  readonly #row: number[] = [];
  readonly #line: number[] = [];
  readonly #step: number[] = [];

  /** Adds the line of the next row. */
  add(line: number): void {
    const row = this.#rows++;
    const step = line - this.#last;
    this.#last = line;
    const isSecondOfRun = row - 1 === this.#row.at(-1);
    if (isSecondOfRun && (step === 0 || step === 1)) this.#step[this.#step.length - 1] = step;
    else if (row === 0 || step !== this.#step.at(-1)) {
      this.#row.push(row);
      this.#line.push(line);
      this.#step.push(1);
    }
  }

  get lines(): FileLines {
    return { row: Int32Array.from(this.#row), line: Int32Array.from(this.#line), step: Uint8Array.from(this.#step) };
  }
}
