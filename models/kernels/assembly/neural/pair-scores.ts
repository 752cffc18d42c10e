// Scores of all pairs of queries and items by a small network, for models whose scores are no inner products.
import { takeRows, thread } from '../lib/rows';
import { dot, word } from '../lib/vector';

/** Queries that a thread takes at once, … */
const queryBlock = 8;
/** … all of which see the same items before the next ones are loaded: they stay in the cache. */
const itemBlock = 64;
/** Items that go through the layers side by side. */
const lanes = 4;

/** A layer of the tower; `inputs` are columns, `stride` the bytes of a row of its weights, and of its outputs. */
@unmanaged
class Layer {
  inputs: i32;
  stride: usize;
  weights: usize;
  biases: usize;
}
const layerBytes: usize = 16;

/**
 * scores[query, item] = a · b + last · output: the inner product of rows of `queryFactors` and `itemFactors`, and what comes out
 * of a tower of rectified linear units whose first layer is max(queryPart + itemPart, 0).
 * @param scores queries × `scoreStride` bytes.
 * @param factorStride of rows of factors, 0 where there are none.
 * @param partStride of rows of parts, and of the first layer.
 * @param layers `depth` of {@link Layer}, those behind the first.
 * @param output one row of the last layer's width.
 * @param scratch of each thread `scratchBytes`: two times four rows of the widest layer at least.
 */
export function pairScores(
  counter: usize,
  scores: usize,
  scoreStride: usize,
  queries: i32,
  items: i32,
  queryFactors: usize,
  itemFactors: usize,
  factorStride: usize,
  queryParts: usize,
  itemParts: usize,
  partStride: usize,
  layers: usize,
  depth: i32,
  output: usize,
  scratch: usize,
  scratchBytes: usize,
): void {
  const mine = scratch + <usize>thread * scratchBytes;
  for (let first = takeRows(counter, queryBlock); first < queries; first = takeRows(counter, queryBlock))
    for (let from = 0; from < items; from += itemBlock)
      for (let query = first; query < min(first + queryBlock, queries); query++) {
        const factors = queryFactors + <usize>query * factorStride;
        const part = queryParts + <usize>query * partStride;
        const scoresOf = scores + <usize>query * scoreStride;
        const end = min(from + itemBlock, items);
        for (let item = from; item < end; item += lanes) {
          let size = partStride;
          let rows = mine;
          let next = mine + (scratchBytes >> 1);
          for (let lane = 0; lane < lanes; lane++) {
            const partOfItem = itemParts + <usize>min(item + lane, end - 1) * partStride;
            firstLayer(rows + <usize>lane * partStride, part, partOfItem, partStride);
          }
          for (let at = 0; at < depth; at++) {
            const layer = changetype<Layer>(layers + <usize>at * layerBytes);
            nextLayer(next, rows, size, layer);
            const free = rows;
            rows = next;
            next = free;
            size = layer.stride;
          }
          for (let lane = 0; lane < min(lanes, end - item); lane++) {
            const product = dot(factors, itemFactors + <usize>(item + lane) * factorStride, <i32>(factorStride >> 2));
            store<f32>(word(scoresOf, item + lane), product + dot(rows + <usize>lane * size, output, <i32>(size >> 2)));
          }
        }
      }
}

@inline
function firstLayer(out: usize, a: usize, b: usize, stride: usize): void {
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < stride; at += 16)
    v128.store(out + at, f32x4.max(f32x4.add(v128.load(a + at), v128.load(b + at)), zero));
}

/** A layer of four rows, eight columns at a time. */
function nextLayer(out: usize, rows: usize, size: usize, layer: Layer): void {
  const zero = f32x4.splat(0);
  const stride = layer.stride;
  const end = (<usize>layer.inputs) << 2;
  for (let at: usize = 0; at < stride; at += 32) {
    let a0 = v128.load(layer.biases + at), a1 = v128.load(layer.biases + at, 16);
    let b0 = a0, b1 = a1;
    let c0 = a0, c1 = a1;
    let d0 = a0, d1 = a1;
    let weights = layer.weights + at;
    for (let row = rows; row < rows + end; row += 4, weights += stride) {
      const w0 = v128.load(weights);
      const w1 = v128.load(weights, 16);
      const a = v128.load32_splat(row);
      a0 = f32x4.add(a0, f32x4.mul(a, w0));
      a1 = f32x4.add(a1, f32x4.mul(a, w1));
      const b = v128.load32_splat(row + size);
      b0 = f32x4.add(b0, f32x4.mul(b, w0));
      b1 = f32x4.add(b1, f32x4.mul(b, w1));
      const c = v128.load32_splat(row + 2 * size);
      c0 = f32x4.add(c0, f32x4.mul(c, w0));
      c1 = f32x4.add(c1, f32x4.mul(c, w1));
      const d = v128.load32_splat(row + 3 * size);
      d0 = f32x4.add(d0, f32x4.mul(d, w0));
      d1 = f32x4.add(d1, f32x4.mul(d, w1));
    }
    const to = out + at;
    v128.store(to, f32x4.max(a0, zero));
    v128.store(to, f32x4.max(a1, zero), 16);
    v128.store(to + stride, f32x4.max(b0, zero));
    v128.store(to + stride, f32x4.max(b1, zero), 16);
    v128.store(to + 2 * stride, f32x4.max(c0, zero));
    v128.store(to + 2 * stride, f32x4.max(c1, zero), 16);
    v128.store(to + 3 * stride, f32x4.max(d0, zero));
    v128.store(to + 3 * stride, f32x4.max(d1, zero), 16);
  }
}
