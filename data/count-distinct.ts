/** Counts the distinct codes from 0 to `bound` − 1. */
export function countDistinct(codes: Int32Array, bound: number): number {
  const seen = new Uint8Array(bound);
  let count = 0;
  for (let i = 0; i < codes.length; i++) {
    count += 1 - seen[codes[i]!]!;
    seen[codes[i]!] = 1;
  }
  return count;
}
