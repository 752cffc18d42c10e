// The most similar columns of a sparse matrix: rows of AᵀA, one after another over a sparse accumulator.
import { takeRows, thread } from './lib/rows';
import { sortBest } from './lib/sort-best';

export { thread } from './lib/rows';

/** Columns that a thread takes at once. */
const block = 4;

/**
 * Entries from which a row is long. Of a column's longest row, where it is long, nothing is added up but what stands in other rows of the
 * column too: of the rest only the first `k` in order of {@link sortLongRows} can be neighbours. On a shop's log, where a few
 * visitors of hundreds of items make half of all pairs, that halves the work.
 */
const long = 64;

/** Formulas: what becomes of a dot product and of the sizes of the two columns. */
const cosine = 0;
const jaccard = 1;

/**
 * Writes a matrix by columns, rows ascending and their weights beside them, and then gives the columns in its rows other
 * numbers. `columnOffsets` are zeros.
 */
export function byColumn(
  rows: i32,
  columns: i32,
  numbers: usize,
  rowOffsets: usize,
  rowColumns: usize,
  rowWeights: usize,
  columnOffsets: usize,
  columnRows: usize,
  columnWeights: usize,
): void {
  const entries = <usize>load<i32>(rowOffsets + 4 * <usize>rows);
  for (let entry: usize = 0; entry < entries; entry++) {
    const size = columnOffsets + 4 * <usize>load<i32>(rowColumns + 4 * entry);
    store<i32>(size, load<i32>(size) + 1);
  }
  for (let column = 0, sum = 0; column <= columns; column++) {
    sum += load<i32>(columnOffsets + 4 * <usize>column);
    store<i32>(columnOffsets + 4 * <usize>column, sum);
  }
  for (let row = rows - 1; row >= 0; row--) {
    const start = load<i32>(rowOffsets + 4 * <usize>row);
    for (let entry = load<i32>(rowOffsets + 4 * <usize>row, 4) - 1; entry >= start; entry--) {
      const column = <usize>load<i32>(rowColumns + 4 * <usize>entry);
      const end = columnOffsets + 4 * column;
      const to = <usize>(load<i32>(end) - 1);
      store<i32>(end, <i32>to);
      store<i32>(columnRows + 4 * to, row);
      store<f32>(columnWeights + 4 * to, load<f32>(rowWeights + 4 * <usize>entry));
      store<i32>(rowColumns + 4 * <usize>entry, load<i32>(numbers + 4 * column));
    }
  }
}

/** The squared length of each column, of doubles, summed in the order of the rows as dot products are. */
export function squaredLengths(columns: i32, columnOffsets: usize, columnWeights: usize, lengths: usize): void {
  for (let column: usize = 0; column < <usize>columns; column++) {
    let sum: f64 = 0;
    for (let at = load<i32>(columnOffsets + 4 * column); at < load<i32>(columnOffsets + 4 * column, 4); at++) {
      const weight = <f64>load<f32>(columnWeights + 4 * <usize>at);
      sum += weight * weight;
    }
    store<f64>(lengths + 8 * column, sum);
  }
}

/**
 * Orders each long row's entries by how similar they would be to a column with which they share no other row, best first.
 * `scratch` as in {@link neighbours}.
 */
export function sortLongRows(
  rows: i32,
  columns: i32,
  rowOffsets: usize,
  rowColumns: usize,
  rowWeights: usize,
  names: usize,
  numbers: usize,
  formula: i32,
  otherSizes: usize,
  scratch: usize,
): void {
  const keys = scratch + 8 * <usize>columns;
  const weights = keys + 8 * <usize>columns;
  for (let row = 0; row < rows; row++) {
    const start = load<i32>(rowOffsets + 4 * <usize>row);
    const count = load<i32>(rowOffsets + 4 * <usize>row, 4) - start;
    if (count < long) continue;
    const entries = rowColumns + 4 * <usize>start;
    const entryWeights = rowWeights + 4 * <usize>start;
    for (let i: usize = 0; i < <usize>count; i++) {
      const column = <usize>load<i32>(entries + 4 * i);
      const weight = load<f32>(entryWeights + 4 * i);
      store<f32>(weights + 4 * column, weight);
      const similarity = similarityOf(formula, <f64>weight, 1, load<f64>(otherSizes + 8 * column));
      store<u64>(keys + 8 * i, keyOf(similarity, load<u32>(names + 4 * column)));
    }
    sortBest(keys, 0, count, count);
    for (let i: usize = 0; i < <usize>count; i++) {
      const column = load<i32>(numbers + 4 * <usize>~load<u32>(keys + 8 * i));
      store<i32>(entries + 4 * i, column);
      store<f32>(entryWeights + 4 * i, load<f32>(weights + 4 * <usize>column));
    }
  }
}

/** Moves together what stands at `starts[c]`, `counts[c]` words of it, of `columns` columns. */
export function pack(columns: i32, starts: usize, counts: usize, words: usize): void {
  let to = words;
  for (let column: usize = 0; column < 4 * <usize>columns; column += 4) {
    const bytes = 4 * <usize>load<i32>(counts + column);
    memory.copy(to, words + 4 * <usize>load<i32>(starts + column), bytes);
    to += bytes;
  }
}

/**
 * The `k` neighbours at most of columns `from … to`, best first; of equals the smaller column is the better. Those of column c
 * are written from `starts[c]`, columns to `foundColumns` and similarities to `foundSimilarities`, how many they are to
 * `counts[c]`. In the rows, and in `otherSizes`, column c has the number `numbers[c]`; `names` leads back.
 *
 * `scratch` is, for each thread, `columns` doubles, all 0, as many keys of 8 bytes, then `columns + 2` ints; `columns` even.
 */
export function neighbours(
  counter: usize,
  from: i32,
  to: i32,
  columns: i32,
  rowOffsets: usize,
  rowColumns: usize,
  rowWeights: usize,
  columnOffsets: usize,
  columnRows: usize,
  columnWeights: usize,
  numbers: usize,
  names: usize,
  formula: i32,
  ownSizes: usize,
  otherSizes: usize,
  least: f64,
  k: i32,
  starts: usize,
  counts: usize,
  foundColumns: usize,
  foundSimilarities: usize,
  scratch: usize,
): void {
  const sums = scratch + <usize>thread * (20 * <usize>columns + 8);
  const keys = sums + 8 * <usize>columns;
  const touched = keys + 8 * <usize>columns;
  for (let first = from + takeRows(counter, block); first < to; first = from + takeRows(counter, block)) {
    for (let column = first; column < min(first + block, to); column++) {
      const self = <usize>load<i32>(numbers + 4 * <usize>column);
      const start = load<i32>(columnOffsets + 4 * <usize>column);
      const end = load<i32>(columnOffsets + 4 * <usize>column, 4);
      const longest = longestRow(start, end, rowOffsets, columnRows);
      let others = 0;
      for (let at = start; at < end; at++) {
        if (at == longest) continue;
        const row = rowOffsets + 4 * <usize>load<i32>(columnRows + 4 * <usize>at);
        const weight = <f64>load<f32>(columnWeights + 4 * <usize>at);
        const rowEnd = <usize>load<i32>(row, 4);
        for (let entry = <usize>load<i32>(row); entry < rowEnd; entry++) {
          const other = load<i32>(rowColumns + 4 * entry);
          const sum = sums + 8 * <usize>other;
          const before = load<f64>(sum);
          store<i32>(touched + 4 * <usize>others, other);
          others += i32(before == 0);
          store<f64>(sum, before + weight * <f64>load<f32>(rowWeights + 4 * entry));
        }
      }

      const own = load<f64>(ownSizes + 8 * <usize>column);
      let count = 0;
      if (longest >= 0) {
        const row = rowOffsets + 4 * <usize>load<i32>(columnRows + 4 * <usize>longest);
        const weight = <f64>load<f32>(columnWeights + 4 * <usize>longest);
        const rowEnd = <usize>load<i32>(row, 4);
        for (let entry = <usize>load<i32>(row); entry < rowEnd; entry++) {
          const other = <usize>load<i32>(rowColumns + 4 * entry);
          const sum = load<f64>(sums + 8 * other);
          const dot = sum + weight * <f64>load<f32>(rowWeights + 4 * entry);
          if (sum != 0) store<f64>(sums + 8 * other, dot);
          else if (count < k && other != self && dot >= least) {
            const similarity = similarityOf(formula, dot, own, load<f64>(otherSizes + 8 * other));
            store<u64>(keys + 8 * <usize>count, keyOf(similarity, load<u32>(names + 4 * other)));
            count++;
          }
        }
      }
      for (let i = 0; i < others; i++) {
        const other = <usize>load<i32>(touched + 4 * <usize>i);
        const dot = load<f64>(sums + 8 * other);
        store<f64>(sums + 8 * other, 0);
        const similarity = similarityOf(formula, dot, own, load<f64>(otherSizes + 8 * other));
        store<u64>(keys + 8 * <usize>count, keyOf(similarity, load<u32>(names + 4 * other)));
        count += i32(other != self) & i32(dot >= least);
      }
      sortBest(keys, 0, count, k);
      count = min(count, k);

      store<i32>(counts + 4 * <usize>column, count);
      const place = 4 * <usize>load<i32>(starts + 4 * <usize>column);
      for (let i: usize = 0; i < <usize>count; i++) {
        store<u32>(foundColumns + place + 4 * i, ~load<u32>(keys + 8 * i));
        store<u32>(foundSimilarities + place + 4 * i, load<u32>(keys + 8 * i, 4));
      }
    }
  }
}

/** Where a column's entries name its longest row, if that is long; −1 else. */
function longestRow(start: i32, end: i32, rowOffsets: usize, columnRows: usize): i32 {
  let most = long - 1;
  let longest = -1;
  for (let at = start; at < end; at++) {
    const row = rowOffsets + 4 * <usize>load<i32>(columnRows + 4 * <usize>at);
    const size = load<i32>(row, 4) - load<i32>(row);
    if (size <= most) continue;
    most = size;
    longest = at;
  }
  return longest;
}

// A root of a quotient, not a quotient of roots: of whole numbers, equal ones come out equal to the last bit.
@inline
function similarityOf(formula: i32, dot: f64, own: f64, other: f64): f32 {
  if (formula == cosine) return <f32>sqrt((dot * dot) / (own * other));
  if (formula == jaccard) return <f32>(dot / (own + other - dot));
  return <f32>(dot / (own * other));
}

/** One number to order by: the similarity's bits (it is above 0) above those of the name turned over. */
@inline
function keyOf(similarity: f32, name: u32): u64 {
  return ((<u64>reinterpret<u32>(similarity)) << 32) | <u64>(~name);
}
