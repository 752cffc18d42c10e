/**
 * What computes a neural model's steps: `step` is the fused step on the CPU; the others run the graph by TensorFlow.js, on a GPU
 * (`gpu`), on its WASM backend (`wasm`) or in plain JavaScript (`cpu`).
 */
export const backends = ['step', 'gpu', 'wasm', 'cpu'] as const;
export type Backend = (typeof backends)[number];
/** The choices of a user: `auto` is `gpu` where a GPU is available, `step` otherwise. */
export type BackendChoice = Backend | 'auto';
