/** The largest block of a product that a thread computes at once, and the terms of its sums: see assembly/neural/gemm.ts. */
export const gemmBlock: readonly [rows: number, columns: number] = [128, 64];
export const gemmDepth = 256;

/** The bytes that a thread packs for such a block. */
export const gemmScratchBytes = 4 * gemmDepth * (gemmBlock[0] + gemmBlock[1]);
