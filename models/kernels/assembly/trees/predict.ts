import { word } from '../lib/vector';

// A block of a tree, three splits deep: see ../../trees/block-table.ts. Of split k, the threshold stands at 8 k, the feature's place behind it.
const blockExits = 56;
const blockMissing = 88;

/** Rows that go through all trees together, eight side by side. */
const together = 32;
/** Bytes of a feature of eight rows. */
const laneBytes = 32;

/**
 * Adds to each row's score the values of the leaves that it comes to, tree after tree. `roots` are the places of the trees' first blocks,
 * `levels` how many blocks deep they are. `scratch` has room for 32 rows and 8 words; scores for a multiple of 8.
 */
export function predict(
  rows: i32,
  values: usize,
  columns: i32,
  trees: i32,
  roots: usize,
  levels: usize,
  blocks: usize,
  scratch: usize,
  scores: usize,
): void {
  for (let first = 0; first < rows; first += together) {
    const count = min(together, rows - first);
    const to = word(scores, first);
    if (sideBySide(word(values, first * columns), count, columns, scratch))
      predictTogether(true, count, columns, trees, roots, levels, blocks, scratch, to);
    else predictTogether(false, count, columns, trees, roots, levels, blocks, scratch, to);
  }
}

/** Writes eight rows side by side, column after column, then the next eight; tells whether a value is missing. */
function sideBySide(values: usize, rows: i32, columns: i32, to: usize): bool {
  const stride: usize = 4 * <usize>columns;
  const fours = columns & ~3;
  let missing = i32x4.splat(0);
  for (let row = 0; row < rows; row += 4) {
    let from = values + <usize>row * stride;
    let place = to + (<usize>(row >> 3) * <usize>columns * laneBytes) + 4 * <usize>(row & 4);
    for (let column = 0; column < fours; column += 4, from += 16, place += 4 * laneBytes) {
      const a = v128.load(from);
      const b = v128.load(from + stride);
      const c = v128.load(from + 2 * stride);
      const d = v128.load(from + 3 * stride);
      missing = v128.or(missing, v128.or(unordered(a, b), unordered(c, d)));
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(place, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
      v128.store(place, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), laneBytes);
      v128.store(place, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5), 2 * laneBytes);
      v128.store(place, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7), 3 * laneBytes);
    }
    for (let column = fours; column < columns; column++, from += 4, place += laneBytes) {
      const four = f32x4(load<f32>(from), load<f32>(from + stride), load<f32>(from + 2 * stride), load<f32>(from + 3 * stride));
      missing = v128.or(missing, unordered(four, four));
      v128.store(place, four);
    }
  }
  return v128.any_true(missing);
}

/** Where a value of either is NaN. */
@inline
function unordered(a: v128, b: v128): v128 {
  return v128.or(f32x4.ne(a, a), f32x4.ne(b, b));
}

@inline
function predictTogether(
  hasMissing: bool,
  rows: i32,
  columns: i32,
  trees: i32,
  roots: usize,
  levels: usize,
  blocks: usize,
  values: usize,
  scores: usize,
): void {
  const exits = values + <usize>(together * columns * 4);
  for (let tree = 0; tree < trees; tree++) {
    const root = blocks + <usize>load<i32>(word(roots, tree));
    const depth = load<i32>(word(levels, tree));
    let eight = values;
    for (let first = 0; first < rows; first += 8, eight += <usize>columns * laneBytes) {
      v128.store(exits, exitsOf(root, eight, hasMissing));
      v128.store(exits, exitsOf(root, eight + 16, hasMissing), 16);
      for (let i: usize = 0; i < 32; i += 4) {
        let exit = load<i32>(root + <usize>load<i32>(exits + i), blockExits);
        for (let level = 1; level < depth; level++) exit = exitOf(blocks + <usize>exit, eight + i, hasMissing);
        store<i32>(exits + i, exit);
      }
      const score = word(scores, first);
      v128.store(score, f32x4.add(v128.load(score), v128.load(exits)));
      v128.store(score, f32x4.add(v128.load(score, 16), v128.load(exits, 16)), 16);
    }
  }
}

/** Which of a block's exits four rows take, in bytes. */
@inline
function exitsOf(block: usize, rows: usize, hasMissing: bool): v128 {
  const first = goRight(block, 0, rows, hasMissing);
  const second = v128.bitselect(goRight(block, 2, rows, hasMissing), goRight(block, 1, rows, hasMissing), first);
  const left = v128.bitselect(goRight(block, 4, rows, hasMissing), goRight(block, 3, rows, hasMissing), second);
  const right = v128.bitselect(goRight(block, 6, rows, hasMissing), goRight(block, 5, rows, hasMissing), second);
  const third = v128.bitselect(right, left, first);
  const high = v128.or(v128.and(first, i32x4.splat(16)), v128.and(second, i32x4.splat(8)));
  return v128.or(high, v128.and(third, i32x4.splat(4)));
}

/** Which of four rows go right at a split. */
@inline
function goRight(block: usize, split: i32, rows: usize, hasMissing: bool): v128 {
  const at = block + 8 * <usize>split;
  const four = v128.load(rows + <usize>load<i32>(at, 4));
  const right = f32x4.ge(four, v128.load32_splat(at));
  if (!hasMissing) return right;
  const missing = i32x4.splat(-((load<i32>(block, blockMissing) >> split) & 1));
  return v128.or(right, v128.and(f32x4.ne(four, four), missing));
}

/** What stands at the exit that one row takes. */
@inline
function exitOf(block: usize, row: usize, hasMissing: bool): i32 {
  const first = goesRight(block, block, 0, row, hasMissing);
  const second = goesRight(block, block + 8 + (first << 3), 1 + first, row, hasMissing);
  const place = (first << 1) + second;
  const third = goesRight(block, block + 24 + (place << 3), 3 + place, row, hasMissing);
  return load<i32>(block + ((place << 3) + (third << 2)), blockExits);
}

@inline
function goesRight(block: usize, at: usize, split: usize, row: usize, hasMissing: bool): usize {
  const value = load<f32>(row + <usize>load<i32>(at, 4));
  const right = <usize>(value >= load<f32>(at));
  if (!hasMissing) return right;
  return right | (<usize>(value != value) & (<usize>load<i32>(block, blockMissing) >> split));
}
