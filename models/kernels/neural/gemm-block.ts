/** The largest block of a product that a thread does at once, and how many terms of its sums: see assembly/neural/gemm.ts. */
export const gemmBlock: readonly [rows: number, columns: number] = [128, 64];
export const gemmDepth = 256;

/** What a thread packs for it. */
export const gemmScratchBytes = 4 * gemmDepth * (gemmBlock[0] + gemmBlock[1]);
