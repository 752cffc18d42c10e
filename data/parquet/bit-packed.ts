/** The bits that a number of 0 or more takes. */
export const bitsOf = (value: number): number => 32 - Math.clz32(value);

/**
 * Writes numbers below 2^`bits`, `bits` from 0 to 32, one after the other into bytes, the lowest bit first.
 * @param count how many places to fill: a multiple of 8; those behind the last number are 0.
 * @returns the bytes that were filled: `count · bits / 8`.
 */
export function packBits(values: Uint32Array, count: number, bits: number, into: Uint8Array, at: number): number {
  if (bits === 0) return 0;
  let held = 0; // bits not written yet, fewer than 8, and how many
  let size = 0;
  let to = at;
  for (let i = 0; i < count; i++) {
    let value = i < values.length ? values[i]! : 0;
    for (let left = bits; left > 0; ) {
      const taken = Math.min(8 - size, left);
      held |= (value & ((1 << taken) - 1)) << size;
      value >>>= taken;
      left -= taken;
      size += taken;
      if (size === 8) {
        into[to++] = held;
        held = 0;
        size = 0;
      }
    }
  }
  return to - at;
}
