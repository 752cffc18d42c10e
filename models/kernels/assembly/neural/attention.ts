// Causal self-attention (Vaswani et al. 2017, section 3.2) on sequences that lie end to end: sequence s has the rows
// offsets[s] … offsets[s + 1]. A row holds queries, keys and values beside each other, each of all heads, `size` floats a head.
// Strides are in bytes.
import { multiplyAdd } from '../lib/multiply-add';
import { takeRows } from '../lib/rows';
import { sumLanes, word } from '../lib/vector';
import { expUpTo4 } from './exp';

/** Sequences that a thread takes at once. */
const block = 4;

/** Σ a·b of two vectors of any size. */
@inline
function product(a: usize, b: usize, size: i32): f32 {
  let sum = f32x4.splat(0);
  let at = 0;
  for (; at + 4 <= size; at += 4) sum = multiplyAdd(v128.load(word(a, at)), v128.load(word(b, at)), sum);
  let total = sumLanes(sum);
  for (; at < size; at++) total += load<f32>(word(a, at)) * load<f32>(word(b, at));
  return total;
}

/** out += factor · a. */
@inline
function addTimes(out: usize, factor: f32, a: usize, size: i32): void {
  const factors = f32x4.splat(factor);
  let at = 0;
  for (; at + 4 <= size; at += 4)
    v128.store(word(out, at), multiplyAdd(factors, v128.load(word(a, at)), v128.load(word(out, at))));
  for (; at < size; at++) store<f32>(word(out, at), load<f32>(word(out, at)) + factor * load<f32>(word(a, at)));
}

/** Makes the `count` scores of a row, at a multiple of 16, their softmax, with zeros up to the next multiple of four. */
@inline
function softmax(scores: usize, count: i32): void {
  let most = load<f32>(scores);
  for (let at = 1; at < count; at++) most = max(most, load<f32>(word(scores, at)));
  for (let at = count; at & 3; at++) store<f32>(word(scores, at), -Infinity);
  let sum = f32x4.splat(0);
  for (let at = 0; at < count; at += 4) {
    const e = expUpTo4(f32x4.sub(v128.load(word(scores, at)), f32x4.splat(most)));
    v128.store(word(scores, at), e);
    sum = f32x4.add(sum, e);
  }
  const factor = f32x4.splat(1 / sumLanes(sum));
  for (let at = 0; at < count; at += 4) v128.store(word(scores, at), f32x4.mul(v128.load(word(scores, at)), factor));
}

/**
 * Of each row, for each head, the values of its own and its sequence's earlier rows, weighted by the softmax of query · key / √size.
 * The weights of row r and head h are kept at `weights + (r · heads + h) · weightStride`, those of the sequence's first row first.
 */
export function attention(
  counter: usize, out: usize, outStride: usize, inputs: usize, inputStride: usize, offsets: usize,
  sequences: i32, heads: i32, size: i32, weights: usize, weightStride: usize,
): void {
  const width = <usize>(heads * size) << 2;
  const scale = <f32>1 / Mathf.sqrt(<f32>size);
  for (let first = takeRows(counter, block); first < sequences; first = takeRows(counter, block))
    for (let sequence = first; sequence < min(first + block, sequences); sequence++) {
      const start = load<i32>(word(offsets, sequence));
      const end = load<i32>(word(offsets, sequence + 1));
      for (let row = start; row < end; row++)
        for (let head = 0; head < heads; head++) {
          const shift = <usize>(head * size) << 2;
          const query = inputs + <usize>row * inputStride + shift;
          const ofRow = weights + <usize>(row * heads + head) * weightStride;
          let key = inputs + <usize>start * inputStride + shift + width;
          for (let other = start; other <= row; other++, key += inputStride)
            store<f32>(word(ofRow, other - start), scale * product(query, key, size));
          softmax(ofRow, row - start + 1);
          const mixed = out + <usize>row * outStride + shift;
          for (let at = 0; at < size; at++) store<f32>(word(mixed, at), 0);
          let value = inputs + <usize>start * inputStride + shift + 2 * width;
          for (let other = start; other <= row; other++, value += inputStride)
            addTimes(mixed, load<f32>(word(ofRow, other - start)), value, size);
        }
    }
}

/** Gradients of queries, keys and values, laid out as they are, from those of what came `out` of {@link attention}. */
export function attentionGradient(
  counter: usize, into: usize, inputs: usize, inputStride: usize, gradients: usize, out: usize, outStride: usize,
  offsets: usize, sequences: i32, heads: i32, size: i32, weights: usize, weightStride: usize,
): void {
  const width = <usize>(heads * size) << 2;
  const scale = <f32>1 / Mathf.sqrt(<f32>size);
  for (let first = takeRows(counter, block); first < sequences; first = takeRows(counter, block))
    for (let sequence = first; sequence < min(first + block, sequences); sequence++) {
      const start = load<i32>(word(offsets, sequence));
      const end = load<i32>(word(offsets, sequence + 1));
      memory.fill(into + <usize>start * inputStride, 0, <usize>(end - start) * inputStride);
      for (let row = start; row < end; row++)
        for (let head = 0; head < heads; head++) {
          const shift = <usize>(head * size) << 2;
          const at = <usize>row * inputStride + shift;
          const gradient = gradients + <usize>row * outStride + shift;
          const ofRow = weights + <usize>(row * heads + head) * weightStride;
          // The softmax's gradient takes off the weighted mean of what each weight would bring, which is this.
          const mean = product(gradient, out + <usize>row * outStride + shift, size);
          let other = <usize>start * inputStride + shift;
          for (let i = 0; i <= row - start; i++, other += inputStride) {
            const weight = load<f32>(word(ofRow, i));
            const brings = product(gradient, inputs + other + 2 * width, size);
            const ofScore = scale * weight * (brings - mean);
            addTimes(into + other + 2 * width, weight, gradient, size);
            addTimes(into + at, ofScore, inputs + other + width, size);
            addTimes(into + other + width, ofScore, inputs + at, size);
          }
        }
    }
}
