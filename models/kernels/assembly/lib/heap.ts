// The best of scored items, in two arrays: a binary heap whose root is the worst kept, sorted in the end.
import { word } from './vector';

/** Whether an item stands behind another: its score is smaller, or as large and its id larger. */
@inline
export function worse(score: f32, item: i32, thanScore: f32, thanItem: i32): bool {
  return score < thanScore || (score == thanScore && item > thanItem);
}

@inline
function put(scores: usize, items: usize, at: i32, item: i32, score: f32): void {
  store<f32>(word(scores, at), score);
  store<i32>(word(items, at), item);
}

@inline
function worseThanAt(scores: usize, items: usize, at: i32, item: i32, score: f32): bool {
  return worse(score, item, load<f32>(word(scores, at)), load<i32>(word(items, at)));
}

@inline
function move(scores: usize, items: usize, from: i32, to: i32): void {
  put(scores, items, to, load<i32>(word(items, from)), load<f32>(word(scores, from)));
}

/** Adds an item behind the `size` there are, above its better parents. */
export function rise(scores: usize, items: usize, size: i32, item: i32, score: f32): void {
  let at = size;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!worseThanAt(scores, items, parent, item, score)) break;
    move(scores, items, parent, at);
    at = parent;
  }
  put(scores, items, at, item, score);
}

/** Puts an item in the root's place, below its worse children. */
export function sink(scores: usize, items: usize, size: i32, item: i32, score: f32): void {
  let at = 0;
  for (let child = 1; child < size; child = 2 * at + 1) {
    if (child + 1 < size && worseThanAt(scores, items, child, load<i32>(word(items, child + 1)), load<f32>(word(scores, child + 1))))
      child++;
    if (worseThanAt(scores, items, child, item, score)) break;
    move(scores, items, child, at);
    at = child;
  }
  put(scores, items, at, item, score);
}

/** Sorts the `size` items of a heap, best first, and fills the places up to `k` with item −1, score −∞. */
export function sortHeap(scores: usize, items: usize, size: i32, k: i32): void {
  for (let last = size - 1; last > 0; last--) {
    const item = load<i32>(word(items, last));
    const score = load<f32>(word(scores, last));
    move(scores, items, 0, last);
    sink(scores, items, last, item, score);
  }
  for (let empty = size; empty < k; empty++) put(scores, items, empty, -1, -Infinity);
}
