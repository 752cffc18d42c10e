import type { TextColumn } from './column-writer.js';

/** Texts as a column, each distinct one kept once. */
export function textColumn(texts: readonly string[]): TextColumn {
  const known = new Map<string, number>();
  const codes = Int32Array.from(texts, (text) => {
    const code = known.get(text) ?? known.size;
    known.set(text, code);
    return code;
  });
  return { codes, labels: [...known.keys()] };
}
