import { tile, tileColumns, tileRows } from './gemm-tile';

/** A block out of packed b and rows of a: groups of four start `group` bytes apart, their rows `aRow`, their terms a `Step`. */
export function multiply<Step>(
  out: usize,
  outStride: usize,
  rows: i32,
  columns: i32,
  terms: i32,
  a: usize,
  group: usize,
  aRow: usize,
  b: usize,
  add: bool,
): void {
  for (let column = 0; column < columns; column += tileColumns) {
    const panel = b + <usize>(column * terms * 4);
    for (let row = 0; row < rows; row += tileRows) {
      const from = a + <usize>(row / tileRows) * group;
      tile<Step>(out + <usize>row * outStride + (<usize>column << 2), outStride, rows - row, terms, from, aRow, panel, add);
    }
  }
}
