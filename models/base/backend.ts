/**
 * What computes a neural model's steps: `step`, the fused step on the CPU; or the graph, by TensorFlow.js on a GPU (`gpu`), on its
 * WASM backend (`wasm`) or in plain JavaScript (`cpu`).
 */
export const backends = ['step', 'gpu', 'wasm', 'cpu'] as const;
export type Backend = (typeof backends)[number];
/** What may be asked for: `auto` is `gpu` where one answers, `step` otherwise. */
export type BackendChoice = Backend | 'auto';
