import { bitsOf, packBits } from './bit-packed.js';
import { writeVarint, writeZigzag } from './thrift.js';

const blockValues = 128;
const miniblocks = 4;
const miniValues = blockValues / miniblocks;

/**
 * Whole numbers of 32 bits in Parquet's encoding DELTA_BINARY_PACKED: differences from one to the next, less the smallest of their
 * block, in as few bits as the largest of their 32 takes. Ascending or repeated ids take next to nothing.
 *
 * Source: github.com/apache/parquet-format, Encodings.md.
 */
export function deltaPage(values: Int32Array): Uint8Array {
  const bytes = new Uint8Array(64 + Math.ceil(values.length / blockValues) * (16 + 4 * blockValues));
  const head: number[] = [];
  writeVarint(head, blockValues);
  writeVarint(head, miniblocks);
  writeVarint(head, values.length);
  writeZigzag(head, values[0] ?? 0);
  bytes.set(head);
  let to = head.length;
  const deltas = new Uint32Array(blockValues);
  for (let from = 1; from < values.length; from += blockValues) {
    const size = Math.min(blockValues, values.length - from);
    // Differences wrap around as 32-bit numbers do, and so does their sum.
    let least = 0x7fffffff;
    for (let i = 0; i < size; i++) least = Math.min(least, (values[from + i]! - values[from + i - 1]!) | 0);
    for (let i = 0; i < size; i++) deltas[i] = (values[from + i]! - values[from + i - 1]! - least) | 0;
    const start: number[] = [];
    writeZigzag(start, least);
    bytes.set(start, to);
    to += start.length;
    const widths = to;
    to += miniblocks;
    for (let mini = 0; mini < miniblocks; mini++) {
      const own = deltas.subarray(mini * miniValues, Math.min(size, (mini + 1) * miniValues));
      let all = 0;
      for (let i = 0; i < own.length; i++) all |= own[i]!;
      const bits = bitsOf(all);
      bytes[widths + mini] = bits;
      if (own.length > 0) to += packBits(own, miniValues, bits, bytes, to);
    }
  }
  return bytes.subarray(0, to);
}
