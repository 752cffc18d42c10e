import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The horizontal metrics of one font, in em. */
export interface FontMetrics {
  readonly ascent: number;
  readonly descent: number;
  /** Sum of the glyphs' advance widths; kerning is left out. */
  width(text: string): number;
}

/** Path of a DejaVu font file; figures are measured and drawn with these fonts only. */
export const fontFile = (name: 'DejaVuSans' | 'DejaVuSans-Bold'): string =>
  createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

/**
 * Reads ascent, descent and advance widths from a TrueType file: tables `head`, `hhea`, `hmtx` and the Unicode `cmap` of
 * format 4 (OpenType specification 1.9). Characters beyond U+FFFF are measured as the missing glyph.
 */
export function readFontMetrics(file: string): FontMetrics {
  const bytes = readFileSync(file);
  const tables = new Map<string, number>();
  for (let i = 0; i < bytes.readUInt16BE(4); i++) {
    const entry = 12 + 16 * i;
    tables.set(bytes.toString('latin1', entry, entry + 4), bytes.readUInt32BE(entry + 8));
  }
  const table = (tag: string): number => tables.get(tag)!;

  const unitsPerEm = bytes.readUInt16BE(table('head') + 18);
  const hhea = table('hhea');
  const longMetrics = bytes.readUInt16BE(hhea + 34);
  const advance = (glyph: number): number =>
    bytes.readUInt16BE(table('hmtx') + 4 * Math.min(glyph, longMetrics - 1)) / unitsPerEm;
  const glyphOf = readCharacterMap(bytes, table('cmap'));

  return {
    ascent: bytes.readInt16BE(hhea + 4) / unitsPerEm,
    descent: -bytes.readInt16BE(hhea + 6) / unitsPerEm,
    width: (text) => {
      let sum = 0;
      for (const character of text) sum += advance(glyphOf(character.codePointAt(0)!));
      return sum;
    },
  };
}

function readCharacterMap(bytes: Buffer, cmap: number): (codePoint: number) => number {
  const start = Array.from({ length: bytes.readUInt16BE(cmap + 2) }, (_, i) => cmap + 4 + 8 * i)
    .map((record) => cmap + bytes.readUInt32BE(record + 4))
    .find((subtable) => bytes.readUInt16BE(subtable) === 4)!;
  const segments = bytes.readUInt16BE(start + 6) / 2;
  const ends = start + 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const offsets = deltas + 2 * segments;
  return (codePoint) => {
    for (let i = 0; i < segments; i++) {
      if (codePoint > bytes.readUInt16BE(ends + 2 * i)) continue;
      const first = bytes.readUInt16BE(starts + 2 * i);
      if (codePoint < first) return 0;
      const delta = bytes.readUInt16BE(deltas + 2 * i);
      const offset = bytes.readUInt16BE(offsets + 2 * i);
      if (offset === 0) return (codePoint + delta) & 0xffff;
      const glyph = bytes.readUInt16BE(offsets + 2 * i + offset + 2 * (codePoint - first));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
