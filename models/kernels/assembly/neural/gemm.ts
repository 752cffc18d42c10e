// Products of matrices: blocks of the result, for which parts of both factors are copied in the order in which they are read.
import { takeNear, thread } from '../lib/rows';
import { depth, mostColumns } from './gemm-depth';
import { multiply } from './gemm-multiply';
import { packColumns, packRows } from './gemm-pack';
import { tileColumns, tileRows } from './gemm-tile';

/**
 * out (+)= a · b, a · bᵀ or aᵀ · b: m × n, sums of `terms` products in their order. `bTransposed`: b has a row for each column of
 * out; `aTransposed`: a has a column for each row of out. Where `ids` is not 0, the rows of b are the rows of a table with these
 * numbers. Strides are in bytes. A block of the result is one thread's: its columns, and where a is transposed its rows, are a
 * multiple of 16. A thread's scratch holds a packed part of b, then one of a.
 */
export function gemm(
  counter: usize,
  out: usize,
  outStride: usize,
  m: i32,
  n: i32,
  terms: i32,
  a: usize,
  aStride: usize,
  aTransposed: bool,
  b: usize,
  bStride: usize,
  bTransposed: bool,
  ids: usize,
  add: bool,
  scratch: usize,
  scratchBytes: usize,
  blockRows: i32,
  blockColumns: i32,
): void {
  const across = (n + blockColumns - 1) / blockColumns;
  const blocks = across * ((m + blockRows - 1) / blockRows);
  const packedB = scratch + <usize>thread * scratchBytes;
  const packedA = packedB + <usize>(depth * mostColumns * 4);
  for (let block = takeNear(counter, 1, blocks); block < blocks; block = takeNear(counter, 1, blocks)) {
    const row = (block / across) * blockRows;
    const column = (block % across) * blockColumns;
    const rows = min(blockRows, m - row);
    const columns = min(blockColumns, n - column);
    const to = out + <usize>row * outStride + (<usize>column << 2);
    if (terms == 0 && !add) clear(to, outStride, rows, columns);
    for (let term = 0; term < terms; term += depth) {
      const count = min(depth, terms - term);
      if (bTransposed) packRows(packedB, b, bStride, ids, column, columns, term, count);
      else packColumns(packedB, b, bStride, ids, term, count, column, columns, tileColumns);
      if (aTransposed) {
        packColumns(packedA, a, aStride, 0, term, count, row, rows, tileRows);
        multiply<v128>(to, outStride, rows, columns, count, packedA, <usize>(count * tileRows * 4), 4, packedB, add || term > 0);
      } else {
        const from = a + <usize>row * aStride + (<usize>term << 2);
        multiply<f32>(to, outStride, rows, columns, count, from, tileRows * aStride, aStride, packedB, add || term > 0);
      }
    }
  }
}

function clear(out: usize, stride: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) memory.fill(out + <usize>row * stride, 0, <usize>columns << 2);
}
