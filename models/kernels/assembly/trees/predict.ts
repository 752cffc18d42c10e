import { word } from '../lib/vector';

// A block of a tree, three splits deep: see ../../trees/block-table.ts. Of split k, the threshold stands at 8 k, the feature's place behind it.
const blockExits = 56;

/** Rows that go through all trees together, eight side by side. */
const together = 32;
/** Bytes of a feature of eight rows: first as splits see it where missing values go left, then where they go right. */
const featureBytes = 64;
const rightBytes = 32;

/**
 * Adds to each row's score the values of the leaves that it comes to, tree after tree. `roots` are the places of the trees' first blocks,
 * `levels` how many blocks deep they are. `scratch` has room for 32 rows twice and for 8 words; scores for a multiple of 8.
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
  const exits = scratch + 8 * <usize>(together * columns);
  for (let first = 0; first < rows; first += together) {
    const count = min(together, rows - first);
    sideBySide(word(values, first * columns), count, columns, scratch);
    for (let tree = 0; tree < trees; tree++) {
      const root = blocks + <usize>load<i32>(word(roots, tree));
      const depth = load<i32>(word(levels, tree));
      let eight = scratch;
      for (let row = 0; row < count; row += 8, eight += <usize>columns * featureBytes) {
        v128.store(exits, exitsOf(root, eight));
        v128.store(exits, exitsOf(root, eight + 16), 16);
        for (let i: usize = 0; i < 32; i += 4) {
          let exit = load<i32>(root + <usize>load<i32>(exits + i), blockExits);
          for (let level = 1; level < depth; level++) exit = exitOf(blocks + <usize>exit, eight + i);
          store<i32>(exits + i, exit);
        }
        const score = word(scores, first + row);
        v128.store(score, f32x4.add(v128.load(score), v128.load(exits)));
        v128.store(score, f32x4.add(v128.load(score, 16), v128.load(exits, 16)), 16);
      }
    }
  }
}

/** Writes eight rows side by side, column after column, then the next eight. */
function sideBySide(values: usize, rows: i32, columns: i32, to: usize): void {
  const stride: usize = 4 * <usize>columns;
  const fours = columns & ~3;
  for (let row = 0; row < rows; row += 4) {
    let from = values + <usize>row * stride;
    let place = to + <usize>((row >> 3) * columns * featureBytes + 4 * (row & 4));
    for (let column = 0; column < fours; column += 4, from += 16, place += 4 * featureBytes) {
      const a = v128.load(from);
      const b = v128.load(from + stride);
      const c = v128.load(from + 2 * stride);
      const d = v128.load(from + 3 * stride);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      storeBoth(place, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
      storeBoth(place + featureBytes, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
      storeBoth(place + 2 * featureBytes, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
      storeBoth(place + 3 * featureBytes, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
    }
    for (let column = fours; column < columns; column++, from += 4, place += featureBytes)
      storeBoth(place, f32x4(load<f32>(from), load<f32>(from + stride), load<f32>(from + 2 * stride), load<f32>(from + 3 * stride)));
  }
}

/** What is missing stands as −∞ where it is to go left, as ∞ where it is to go right. */
@inline
function storeBoth(place: usize, four: v128): void {
  const missing = f32x4.ne(four, four);
  v128.store(place, v128.bitselect(f32x4.splat(-Infinity), four, missing));
  v128.store(place, v128.bitselect(f32x4.splat(Infinity), four, missing), rightBytes);
}

/** Which of a block's exits four rows take, in bytes. */
@inline
function exitsOf(block: usize, rows: usize): v128 {
  const first = goRight(block, rows);
  const second = v128.bitselect(goRight(block + 16, rows), goRight(block + 8, rows), first);
  const left = v128.bitselect(goRight(block + 32, rows), goRight(block + 24, rows), second);
  const right = v128.bitselect(goRight(block + 48, rows), goRight(block + 40, rows), second);
  const third = v128.bitselect(right, left, first);
  const high = v128.or(v128.and(first, i32x4.splat(16)), v128.and(second, i32x4.splat(8)));
  return v128.or(high, v128.and(third, i32x4.splat(4)));
}

/** Which of four rows go right at a split. */
@inline
function goRight(split: usize, rows: usize): v128 {
  return f32x4.ge(v128.load(rows + <usize>load<i32>(split, 4)), v128.load32_splat(split));
}

/** What stands at the exit that one row takes. */
@inline
function exitOf(block: usize, row: usize): i32 {
  const first = goesRight(block, row);
  const second = goesRight(block + 8 + (first << 3), row);
  const place = ((first << 1) + second) << 3;
  const third = goesRight(block + 24 + place, row);
  return load<i32>(block + place + (third << 2), blockExits);
}

@inline
function goesRight(split: usize, row: usize): usize {
  return <usize>(load<f32>(row + <usize>load<i32>(split, 4)) >= load<f32>(split));
}
