import { crc32, deflateRawSync } from 'node:zlib';

/**
 * A zip archive of the given files as a server that packs in a stream writes it: sizes stand only behind the data and in
 * the central directory (PKZIP APPNOTE 4.3).
 */
export function zipOf(files: Readonly<Record<string, string>>, method: 'deflate' | 'store' = 'deflate'): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = method === 'deflate' ? deflateRawSync(text) : Buffer.from(text);
    const facts = uint32(crc32(text), data.length, Buffer.byteLength(text));
    const common = uint16(20, 8, method === 'deflate' ? 8 : 0, 0, 0);
    const names = uint16(Buffer.byteLength(name), 0);
    const local = Buffer.concat([uint32(0x04034b50), common, uint32(0, 0, 0), names, Buffer.from(name)]);
    const entry = [uint32(0x02014b50), uint16(20), common, facts, names, uint16(0, 0, 0), uint32(0, offset)];
    directory.push(...entry, Buffer.from(name));
    parts.push(local, data, uint32(0x08074b50), facts);
    offset += local.length + data.length + 16;
  }
  const central = Buffer.concat(directory);
  const count = Object.keys(files).length;
  const end = [uint32(0x06054b50), uint16(0, 0, count, count), uint32(central.length, offset), uint16(0)];
  return Buffer.concat([...parts, central, ...end]);
}

const uint16 = (...values: number[]) => Buffer.from(Uint16Array.from(values).buffer);
const uint32 = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);
