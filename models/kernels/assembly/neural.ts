// The kernels of neural steps: small functions on matrices, each row of which takes `stride` bytes, a multiple of 64, with zeros
// behind its columns. A model's step is a sequence of them.
export { finite } from './lib/finite';
export { thread } from './lib/rows';
