// Copies of parts of matrices in the order in which a product reads them.
import { word } from '../lib/vector';

/** Address of a row: of the matrix, or of the table that `ids` number its rows in. */
@inline
function rowAt(matrix: usize, stride: usize, ids: usize, row: i32): usize {
  return matrix + <usize>(ids ? load<i32>(word(ids, row)) : row) * stride;
}

/**
 * Panels of `width` columns, 4 or 8, one after the other, each row after row. A cache line of columns is copied at a time; those
 * beyond `columns` as they lie in the rows' padding.
 */
export function packColumns(
  to: usize, matrix: usize, stride: usize, ids: usize, first: i32, rows: i32, column: i32, columns: i32,
  width: i32,
): void {
  const step = <usize>width << 2;
  const panel = <usize>rows * step;
  const second = width == 4 ? panel : 16;
  const third = width == 4 ? 2 * panel : panel;
  for (let done = 0; done < columns; done += 16) {
    let at = to + <usize>done * <usize>(rows << 2);
    const line = matrix + (<usize>(column + done) << 2);
    for (let row = first; row < first + rows; row++) {
      const from = rowAt(line, stride, ids, row);
      v128.store(at, v128.load(from));
      v128.store(at + second, v128.load(from, 16));
      v128.store(at + third, v128.load(from, 32));
      v128.store(at + third + second, v128.load(from, 48));
      at += step;
    }
  }
}

/** Panels of 8 rows, the terms of each one after the other: their transpose. Rows beyond `rows` are zero. */
export function packRows(
  to: usize, matrix: usize, stride: usize, ids: usize, first: i32, rows: i32, term: i32, terms: i32,
): void {
  for (let row = 0; row < rows; row += 4) {
    const half = to + <usize>(row >> 3) * (<usize>terms << 5) + (<usize>(row & 4) << 2);
    packFour(half, matrix, stride, ids, first + row, min(4, rows - row), term, terms);
  }
  if (((rows + 3) >> 2) & 1) {
    const half = to + <usize>(rows >> 3) * (<usize>terms << 5) + 16;
    for (let i = 0; i < terms; i++) v128.store(half + (<usize>i << 5), f32x4.splat(0));
  }
}

/** Half a panel: its rows are read four terms at a time, up to three of them in the rows' padding. */
function packFour(
  to: usize, matrix: usize, stride: usize, ids: usize, first: i32, rows: i32, term: i32, terms: i32,
): void {
  const offset = <usize>term << 2;
  const zero = f32x4.splat(0);
  const row0 = rowAt(matrix, stride, ids, first) + offset;
  const row1 = rows > 1 ? rowAt(matrix, stride, ids, first + 1) + offset : row0;
  const row2 = rows > 2 ? rowAt(matrix, stride, ids, first + 2) + offset : row0;
  const row3 = rows > 3 ? rowAt(matrix, stride, ids, first + 3) + offset : row0;
  for (let i = 0; i < terms; i += 4) {
    const at = <usize>i << 2;
    const x0 = v128.load(row0 + at);
    const x1 = rows > 1 ? v128.load(row1 + at) : zero;
    const x2 = rows > 2 ? v128.load(row2 + at) : zero;
    const x3 = rows > 3 ? v128.load(row3 + at) : zero;
    const low01 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5);
    const high23 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    if (i + 1 < terms) v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 32);
    if (i + 2 < terms) v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 64);
    if (i + 3 < terms) v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 96);
    to += 128;
  }
}
