/**
 * Reads a word of each cache line of a row of `bytes`, a multiple of 64 from a multiple of 64. WASM has no prefetch, but a
 * row that was read a while ago is at hand when it is needed. What comes back has to be kept somewhere, or the compiler
 * drops the reads.
 */
@inline
export function touch(row: usize, bytes: usize): i32 {
  let words = 0;
  for (let at: usize = 0; at < bytes; at += 64) words ^= load<i32>(row + at);
  return words;
}
