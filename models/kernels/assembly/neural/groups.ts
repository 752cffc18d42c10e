// Rows in groups of one size: group g has the rows g · size … (g + 1) · size − 1 of a matrix. So are laid out the samples of a
// visitor, what all of them share being computed once. Rows take `stride` bytes.
import { takeRows } from '../lib/rows';
import { sumLanes, word } from '../lib/vector';

/** Groups that a thread takes at once. */
const block = 16;

/** Rectified linear units: each row x becomes max(x + the group's row of `shared`, 0). */
export function addGroupsRelu(counter: usize, matrix: usize, groups: i32, size: i32, stride: usize, shared: usize): void {
  const zero = f32x4.splat(0);
  for (let first = takeRows(counter, block); first < groups; first = takeRows(counter, block))
    for (let group = first; group < min(first + block, groups); group++) {
      const add = shared + <usize>group * stride;
      let row = matrix + <usize>(group * size) * stride;
      for (let i = 0; i < size; i++, row += stride)
        for (let at: usize = 0; at < stride; at += 16)
          v128.store(row + at, f32x4.max(f32x4.add(v128.load(row + at), v128.load(add + at)), zero));
    }
}

/** The sum of each group's rows, in their order. */
export function sumGroups(counter: usize, sums: usize, groups: i32, size: i32, stride: usize, matrix: usize): void {
  for (let first = takeRows(counter, block); first < groups; first = takeRows(counter, block))
    for (let group = first; group < min(first + block, groups); group++) {
      const sum = sums + <usize>group * stride;
      const rows = matrix + <usize>(group * size) * stride;
      for (let at: usize = 0; at < stride; at += 16) {
        let total = v128.load(rows + at);
        for (let i = 1; i < size; i++) total = f32x4.add(total, v128.load(rows + <usize>i * stride + at));
        v128.store(sum + at, total);
      }
    }
}

/** Adds to the score of each row its inner product with the group's row of `shared`. */
export function groupDots(
  counter: usize,
  scores: usize,
  groups: i32,
  size: i32,
  stride: usize,
  shared: usize,
  matrix: usize,
): void {
  for (let first = takeRows(counter, block); first < groups; first = takeRows(counter, block))
    for (let group = first; group < min(first + block, groups); group++) {
      const vector = shared + <usize>group * stride;
      let row = matrix + <usize>(group * size) * stride;
      for (let i = group * size; i < (group + 1) * size; i++, row += stride) {
        let sum = f32x4.splat(0);
        for (let at: usize = 0; at < stride; at += 16)
          sum = f32x4.add(sum, f32x4.mul(v128.load(vector + at), v128.load(row + at)));
        store<f32>(word(scores, i), load<f32>(word(scores, i)) + sumLanes(sum));
      }
    }
}

/**
 * Gradients of {@link groupDots} where those of its scores are `gradients`: of each row, the group's row of `shared` times the
 * row's gradient; and of that, the sum of the group's rows times theirs.
 */
export function groupDotsGradients(
  counter: usize,
  ofShared: usize,
  ofMatrix: usize,
  groups: i32,
  size: i32,
  stride: usize,
  gradients: usize,
  shared: usize,
  matrix: usize,
): void {
  for (let first = takeRows(counter, block); first < groups; first = takeRows(counter, block))
    for (let group = first; group < min(first + block, groups); group++) {
      const start = <usize>(group * size) * stride;
      for (let at: usize = 0; at < stride; at += 16) {
        const factor = v128.load(shared + <usize>group * stride + at);
        let sum = f32x4.splat(0);
        let row = start + at;
        for (let i = group * size; i < (group + 1) * size; i++, row += stride) {
          const gradient = v128.load32_splat(word(gradients, i));
          sum = f32x4.add(sum, f32x4.mul(gradient, v128.load(matrix + row)));
          v128.store(ofMatrix + row, f32x4.mul(gradient, factor));
        }
        v128.store(ofShared + <usize>group * stride + at, sum);
      }
    }
}
