import { takeRows } from '../lib/rows';

/** Rows that a thread takes at once. */
const block = 64;

/** Rectified linear units: each of the rows x becomes max(x + biases, 0). Rows, and the biases, take `stride` bytes. */
export function addRelu(counter: usize, matrix: usize, rows: i32, stride: usize, biases: usize): void {
  const zero = f32x4.splat(0);
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block)) {
    const end = matrix + <usize>min(first + block, rows) * stride;
    for (let row = matrix + <usize>first * stride; row < end; row += stride)
      for (let at: usize = 0; at < stride; at += 16)
        v128.store(row + at, f32x4.max(f32x4.add(v128.load(row + at), v128.load(biases + at)), zero));
  }
}

/** Gradients of what went into rectified linear units, in place of those of what came out: 0 where `outputs` are. */
export function reluGradient(counter: usize, gradients: usize, rows: i32, stride: usize, outputs: usize): void {
  const zero = f32x4.splat(0);
  for (let first = takeRows(counter, block); first < rows; first = takeRows(counter, block)) {
    const end = <usize>min(first + block, rows) * stride;
    for (let at = <usize>first * stride; at < end; at += 16)
      v128.store(gradients + at, v128.and(v128.load(gradients + at), f32x4.gt(v128.load(outputs + at), zero)));
  }
}
