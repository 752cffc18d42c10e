// The kernels of neural steps: small functions on matrices, each row of which takes `stride` bytes, a multiple of 64, with zeros
// behind its columns. A model's step is a sequence of them.
export { finite } from './lib/finite';
export { thread } from './lib/rows';
export * from './neural/add';
export * from './neural/attention';
export * from './neural/bag-rows';
export * from './neural/binary-cross-entropy';
export * from './neural/bpr-max';
export * from './neural/dropout';
export * from './neural/gather';
export * from './neural/gemm';
export * from './neural/gemm-parts';
export * from './neural/groups';
export * from './neural/gru';
export * from './neural/layer-norm';
export * from './neural/normalize-rows';
export * from './neural/pair-scores';
export * from './neural/product';
export * from './neural/relu';
export * from './neural/sampled-softmax';
export * from './neural/softmax-cross-entropy';
export * from './neural/sums';
export * from './neural/times-rows';
export * from './neural/update';
