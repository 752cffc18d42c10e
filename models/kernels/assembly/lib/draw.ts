/**
 * A counter-based draw: mixes one 32-bit integer into another, as `mix` of data/random.ts does. It needs no state, so that
 * a step's draws are known long before the step, and are the same on whichever thread it runs.
 */
@inline
export function mix(hash: u32, value: u32): u32 {
  let h: u32 = hash ^ (value * 0x9e3779b1);
  h = (h ^ (h >>> 16)) * 0x85ebca6b;
  h = (h ^ (h >>> 13)) * 0xc2b2ae35;
  return h ^ (h >>> 16);
}

/** Turns a draw into an integer of 0 … n − 1, each as likely. */
@inline
export function below(draw: u32, n: i32): i32 {
  return <i32>((<u64>draw * <u64>n) >> 32);
}

/** Turns two draws into an integer of 0 … n − 1, as likely as the alias table at `table` has it: see alias-table.ts. */
@inline
export function weighted(draw: u32, coin: u32, table: usize, n: i32): i32 {
  const slot = below(draw, n);
  const entry = table + (<usize>slot << 3);
  return coin < load<u32>(entry) ? slot : load<i32>(entry, 4);
}
