import { takeRows, thread } from '../lib/rows';
import { word } from '../lib/vector';

/** Cuts a feature has room for; behind its own stand infinities. */
const cutRoom: i32 = 256;
/** Values of a digit of the radix sort, and its bits. */
const digits = 2048;
const digitBits = 11;

/**
 * Cuts each feature into at most `mostBins` bins of values, about as many rows in each, and writes the bin of every value.
 *
 * Features lie in tiles: those from `tiles[t]` to `tiles[t + 1]`, at most 8, side by side for a row, row after row. `cuts` are 256
 * a feature, infinities at first: bin b holds values below cut b and from cut b − 1 on. `sizes` receives the number of bins; where
 * values are missing (NaN), theirs is the one behind and `missing` is 1.
 * `scratch` is, for each thread, 2 · rows + 2048 words.
 */
export function binFeatures(
  counter: usize,
  values: usize,
  rows: i32,
  columns: i32,
  mostBins: i32,
  tileCount: i32,
  tiles: usize,
  cuts: usize,
  sizes: usize,
  missing: usize,
  bins: usize,
  scratch: usize,
): void {
  const keys = scratch + <usize>thread * (8 * <usize>rows + 4 * <usize>digits);
  const other = keys + 4 * <usize>rows;
  const counts = other + 4 * <usize>rows;
  for (let tile = takeRows(counter, 1); tile < tileCount; tile = takeRows(counter, 1)) {
    const first = load<i32>(word(tiles, tile));
    const width = load<i32>(word(tiles, tile), 4) - first;
    for (let f = 0; f < width; f++) {
      const column = values + 4 * <usize>(first + f);
      const own = cuts + 4 * <usize>(cutRoom * (first + f));
      const present = keysOf(column, rows, columns, keys);
      sort(keys, other, present, counts);
      const isMissing = i32(present < rows);
      const size = cut(other, present, min(mostBins, cutRoom - isMissing), own);
      store<i32>(word(sizes, first + f), size);
      store<i32>(word(missing, first + f), isMissing);
      let to = bins + <usize>first * <usize>rows + <usize>f;
      for (let row: usize = 0; row < <usize>rows; row++, to += width) {
        const value = load<f32>(column + 4 * row * <usize>columns);
        store<u8>(to, value == value ? binOf(value, own) : size);
      }
    }
  }
}

/** Numbers that order as the values do, and how many: one for each value that is there. */
function keysOf(column: usize, rows: i32, columns: i32, keys: usize): i32 {
  let present = 0;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const value = load<f32>(column + 4 * row * <usize>columns);
    const bits = reinterpret<i32>(value + 0); // −0 becomes 0
    store<i32>(word(keys, present), bits ^ ((bits >> 31) | i32.MIN_VALUE));
    present += i32(value == value);
  }
  return present;
}

@inline
function valueOf(key: i32): f32 {
  return reinterpret<f32>(key ^ (~(key >> 31) | i32.MIN_VALUE));
}

/** Sorts unsigned keys into `other`: three passes over their digits, the lowest first. */
function sort(keys: usize, other: usize, count: i32, counts: usize): void {
  let from = keys;
  let to = other;
  for (let shift = 0; shift < 32; shift += digitBits) {
    memory.fill(counts, 0, 4 * <usize>digits);
    for (let i = 0; i < count; i++) {
      const place = word(counts, (load<u32>(word(from, i)) >> shift) & (digits - 1));
      store<i32>(place, load<i32>(place) + 1);
    }
    for (let digit = 0, sum = 0; digit < digits; digit++) {
      const size = load<i32>(word(counts, digit));
      store<i32>(word(counts, digit), sum);
      sum += size;
    }
    for (let i = 0; i < count; i++) {
      const key = load<u32>(word(from, i));
      const place = word(counts, (key >> shift) & (digits - 1));
      const at = load<i32>(place);
      store<i32>(place, at + 1);
      store<u32>(word(to, at), key);
    }
    const swap = from;
    from = to;
    to = swap;
  }
}

/**
 * Cuts between sorted keys, and gives the number of bins: one for each distinct value where there are no more than `most`, else bins that
 * share evenly what the ones before have left over. A value that fills a bin has it to itself.
 */
function cut(keys: usize, count: i32, most: i32, cuts: usize): i32 {
  let distinct = 0;
  for (let i = 0; i < count; i++) distinct += i32(i == 0 || load<i32>(word(keys, i)) != load<i32>(word(keys, i - 1)));
  const isExact = distinct <= most;
  let bins = 1;
  let start = 0;
  for (let i = 0; i < count && bins < most; ) {
    const key = load<i32>(word(keys, i));
    let end = i + 1;
    while (end < count && load<i32>(word(keys, end)) == key) end++;
    const share = <f64>(count - start) / <f64>(most - bins + 1);
    if (i > start && (isExact || <f64>(i - start) >= share || <f64>(end - i) >= share)) {
      store<f32>(word(cuts, bins - 1), valueOf(key));
      bins++;
      start = i;
    }
    i = end;
  }
  return bins;
}

/** How many cuts are no larger than the value. */
@inline
function binOf(value: f32, cuts: usize): i32 {
  let bin = 0;
  for (let step = cutRoom >> 1; step > 0; step >>= 1)
    bin += load<f32>(word(cuts, bin + step - 1)) <= value ? step : 0;
  return bin;
}
