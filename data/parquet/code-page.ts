import { bitsOf, packBits } from './bit-packed.js';
import { writeVarint } from './thrift.js';

/** Places in a dictionary in Parquet's encoding RLE_DICTIONARY: one run where all are the same, packed bits otherwise. */
export function codePage(codes: Uint32Array): Uint8Array {
  let all = 0;
  let isOne = true;
  for (let i = 0; i < codes.length; i++) {
    all |= codes[i]!;
    if (codes[i] !== codes[0]) isOne = false;
  }
  const bits = Math.max(1, bitsOf(all));
  const head = [bits];
  if (isOne) {
    writeVarint(head, codes.length * 2);
    for (let left = bits, value = all; left > 0; left -= 8, value >>>= 8) head.push(value & 255);
    return Uint8Array.from(head);
  }
  const groups = Math.ceil(codes.length / 8);
  writeVarint(head, groups * 2 + 1);
  const bytes = new Uint8Array(head.length + groups * bits);
  bytes.set(head);
  packBits(codes, groups * 8, bits, bytes, head.length);
  return bytes;
}
